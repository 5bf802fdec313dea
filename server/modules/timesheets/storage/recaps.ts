import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Correction, Month, RecapSegment } from '../contract/port.ts';
import type { AgencySum } from './days.ts';

// Chapters: states of a month · what was locked · corrections · petitions

export type RecapState = 'draft' | 'verified' | 'locked';
export interface RecapRow {
  agency: string;
  month: Month;
  state: RecapState;
  version: number;
  verifiedBy: string | null;
  verifiedAt: Date | null;
  objectionsUntil: CalendarDay | null;
  returnedReason: string | null;
  lockedBy: string | null;
  lockedAt: Date | null;
  document: string | null;
}
const RECAP = sql`select agency, month, state, version, verified_by as "verifiedBy", verified_at as "verifiedAt", objections_until as "objectionsUntil", returned_reason as "returnedReason", locked_by as "lockedBy", locked_at as "lockedAt", document from timesheet.recap`;
export const recapsOf = (tx: Tx, instansi: string, agencies: readonly string[], month: Month): Promise<RecapRow[]> => tx.many(sql`${RECAP} where instansi = ${instansi} and agency = any(${agencies}::uuid[]) and month = ${month}`);
export const findRecap = (tx: Tx, instansi: string, agency: string, month: Month): Promise<RecapRow | undefined> => tx.maybe(sql`${RECAP} where instansi = ${instansi} and agency = ${agency} and month = ${month}`);
/** The same, and nobody locks the month until the end of the transaction: what is asked or granted meanwhile would lie behind it for good. */
export const holdRecap = (tx: Tx, instansi: string, agency: string, month: Month): Promise<RecapRow | undefined> => tx.maybe(sql`${RECAP} where instansi = ${instansi} and agency = ${agency} and month = ${month} for share`);
/** The row, made as a draft where there is none, locked until the end. */
export async function lockRecap(tx: Tx, instansi: string, agency: string, month: Month): Promise<RecapRow> {
  await tx.run(sql`insert into timesheet.recap (instansi, agency, month, state) values (${instansi}, ${agency}, ${month}, 'draft') on conflict do nothing`);
  return tx.one(sql`${RECAP} where instansi = ${instansi} and agency = ${agency} and month = ${month} for update`);
}
export const saveRecap = (tx: Tx, instansi: string, r: Omit<RecapRow, 'version'>): Promise<number> =>
  tx.run(sql`update timesheet.recap set state = ${r.state}, version = version + 1, verified_by = ${r.verifiedBy}, verified_at = ${r.verifiedAt}, objections_until = ${r.objectionsUntil}, returned_reason = ${r.returnedReason}, locked_by = ${r.lockedBy}, locked_at = ${r.lockedAt}, document = ${r.document}
    where instansi = ${instansi} and agency = ${r.agency} and month = ${r.month}`);
/**
 * The same, and nobody locks one of these months until the end of the transaction: what is stored meanwhile would otherwise lie beside a
 * recap that does not know it. Those that somebody is locking right now are waited for.
 */
export async function lockedMonthsHeld(tx: Tx, instansi: string, fromMonth: Month, toMonth: Month): Promise<{ agency: string; month: Month }[]> {
  const rows = await tx.many<{ agency: string; month: Month; state: RecapState }>(sql`select agency, month, state from timesheet.recap where instansi = ${instansi} and month between ${fromMonth} and ${toMonth} order by month, agency for share`);
  return rows.filter((row) => row.state === 'locked');
}
export const lockedMonths = (tx: Tx, instansi: string, fromMonth: Month, toMonth: Month): Promise<{ agency: string; month: Month; lockedAt: Date }[]> =>
  tx.many(sql`select agency, month, locked_at as "lockedAt" from timesheet.recap where instansi = ${instansi} and month between ${fromMonth} and ${toMonth} and state = 'locked'`);

export const saveSegments = (tx: Tx, instansi: string, month: Month, segments: readonly RecapSegment[]): Promise<number> =>
  tx.run(sql`insert into timesheet.segment (instansi, agency, month, person, holding, unit, body)
    select ${instansi}::uuid, (s.body->>'agency')::uuid, ${month}, (s.body->>'person')::uuid, (s.body->>'holding')::uuid, (s.body->>'unit')::uuid, s.body from jsonb_array_elements(${JSON.stringify(segments)}::jsonb) as s(body)`);
export const segmentsOf = async (tx: Tx, instansi: string, month: Month, of: { agency: string } | { people: readonly string[] } | { units: readonly string[] } | 'everybody'): Promise<RecapSegment[]> =>
  (await tx.many<{ body: RecapSegment }>(sql`select body from timesheet.segment where instansi = ${instansi} and month = ${month} and ${of === 'everybody' ? sql`true` : 'agency' in of ? sql`agency = ${of.agency}` : 'people' in of ? sql`person = any(${of.people}::uuid[])` : sql`unit = any(${of.units}::uuid[])`} order by person, holding`)).map((row) => row.body);

/** The same as `openSums`, of months as they were locked. */
export const lockedSums = (tx: Tx, instansi: string, of: { agency: string } | 'everybody', month: Month): Promise<AgencySum[]> =>
  tx.many(sql`select agency, count(distinct person)::int as people, coalesce(sum((body->'counts'->>'TK')::int), 0)::int as unexplained, coalesce(sum((body->>'late')::int), 0)::int as late
    from timesheet.segment where instansi = ${instansi} and month = ${month} and ${of === 'everybody' ? sql`true` : sql`agency = ${of.agency}`} group by agency`);

/** People of a month by agency: of locked ones as they were locked, of open ones on the last day that was counted, which reads one day of the month and not all. */
export const peopleCounted = (tx: Tx, instansi: string, month: Month, open: { agencies: readonly string[]; from: CalendarDay; to: CalendarDay }): Promise<{ agency: string; people: number }[]> =>
  tx.many(sql`select agency, count(distinct person)::int as people from timesheet.segment where instansi = ${instansi} and month = ${month} group by agency
    union all
    select a.id, (select count(*)::int from timesheet.day d where d.instansi = ${instansi} and d.agency = a.id and d.day = l.day and d.is_over)
      from unnest(${open.agencies}::uuid[]) a (id)
      cross join lateral (select max(day) as day from timesheet.day where instansi = ${instansi} and agency = a.id and day between ${open.from} and ${open.to} and is_over) l where l.day is not null`);

/** Whose month is locked: `<person>/<month>`. */
export const lockedPeople = async (tx: Tx, instansi: string): Promise<Set<string>> =>
  new Set((await tx.many<{ key: string }>(sql`select distinct person || '/' || month as key from timesheet.segment where instansi = ${instansi}`)).map((row) => row.key));

const CORRECTION = sql`select id, person, unit, agency, month, percent, counts, basis, reason, day from timesheet.correction`;
export const insertCorrection = async (tx: Tx, instansi: string, c: Correction & { by: string; at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into timesheet.correction (instansi, id, person, unit, agency, month, percent, counts, basis, reason, day, made_by, made_at)
    values (${instansi}, ${c.id}, ${c.person}, ${c.unit}, ${c.agency}, ${c.month}, ${c.percent}, ${JSON.stringify(c.counts)}, ${c.basis}, ${c.reason}, ${c.day}, ${c.by}, ${c.at}) on conflict do nothing`)) > 0;
export const correctionsOf = (tx: Tx, instansi: string, of: { month: Month } | { madeFrom: CalendarDay; madeTo: CalendarDay } | { agency: string; month: Month } | { person: string; year: string }): Promise<(Correction & { by: string })[]> =>
  tx.many(sql`${CORRECTION} where instansi = ${instansi} and ${'madeFrom' in of ? sql`day between ${of.madeFrom} and ${of.madeTo}` : 'agency' in of ? sql`agency = ${of.agency} and month = ${of.month}` : 'person' in of ? sql`person = ${of.person} and month like ${`${of.year}-%`}` : sql`month = ${of.month}`} order by made_at, id`);

export interface PetitionRow {
  id: string;
  kind: 'forgotten' | 'objection';
  person: string;
  holding: string;
  unit: string;
  agency: string;
  day: CalendarDay;
  side: 'in' | 'out' | null;
  time: number | null;
  reason: string;
  evidence: string | null;
  superiorPost: string | null;
  state: 'open' | 'granted' | 'refused' | 'withdrawn';
  account: string;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  answer: string | null;
  version: number;
}
const PETITION = sql`select id, kind, person, holding, unit, agency, day, side, time_seconds as time, reason, evidence, superior_post as "superiorPost", state, account, asked_at as "askedAt", decided_by as "decidedBy", decided_at as "decidedAt", answer, version from timesheet.petition`;
export const insertPetition = async (tx: Tx, instansi: string, p: Omit<PetitionRow, 'state' | 'decidedBy' | 'decidedAt' | 'answer' | 'version'>): Promise<boolean> =>
  (await tx.run(sql`insert into timesheet.petition (instansi, id, kind, person, holding, unit, agency, day, side, time_seconds, reason, evidence, superior_post, account, asked_at)
    values (${instansi}, ${p.id}, ${p.kind}, ${p.person}, ${p.holding}, ${p.unit}, ${p.agency}, ${p.day}, ${p.side}, ${p.time}, ${p.reason}, ${p.evidence}, ${p.superiorPost}, ${p.account}, ${p.askedAt}) on conflict do nothing`)) > 0;
/** One request of a person after the other: two tabs at once would each find the month's limit unspent. */
export const lockAsker = (tx: Tx, instansi: string, person: string): Promise<unknown> => tx.many(sql`select pg_advisory_xact_lock(hashtextextended(${`timesheet.petition ${instansi} ${person}`}, 0))`);
export const lockPetition = (tx: Tx, instansi: string, id: string): Promise<PetitionRow | undefined> => tx.maybe(sql`${PETITION} where instansi = ${instansi} and id = ${id} for update`);
export const findPetition = (tx: Tx, instansi: string, id: string): Promise<PetitionRow | undefined> => tx.maybe(sql`${PETITION} where instansi = ${instansi} and id = ${id}`);
export const decidePetition = (tx: Tx, instansi: string, p: { id: string; state: PetitionRow['state']; by: string | null; at: Date | null; answer: string | null; time: number | null }): Promise<number> =>
  tx.run(sql`update timesheet.petition set state = ${p.state}, decided_by = ${p.by}, decided_at = ${p.at}, answer = ${p.answer}, time_seconds = ${p.time}, version = version + 1 where instansi = ${instansi} and id = ${p.id} and state = 'open'`);
export const petitionsOf = (tx: Tx, instansi: string, of: { person: string; from: CalendarDay; to: CalendarDay } | { waitingFor: string; orAll: boolean } | { agency: string; from: CalendarDay; to: CalendarDay; open: boolean }): Promise<PetitionRow[]> =>
  tx.many(sql`${PETITION} where instansi = ${instansi} and ${'person' in of ? sql`person = ${of.person} and day between ${of.from} and ${of.to}` : 'waitingFor' in of ? sql`state = 'open' and (superior_post = ${of.waitingFor} or (${of.orAll}::boolean and (superior_post is null or kind = 'objection')))` : sql`agency = ${of.agency} and day between ${of.from} and ${of.to} and (state = 'open' or not ${of.open}::boolean)`} order by asked_at, id limit 300`);
/** Requests and objections that wait, by agency. */
export const openByAgency = async (tx: Tx, instansi: string, from: CalendarDay, to: CalendarDay): Promise<Map<string, number>> =>
  new Map((await tx.many<{ agency: string; n: number }>(sql`select agency, count(*)::int as n from timesheet.petition where instansi = ${instansi} and state = 'open' and day between ${from} and ${to} group by agency`)).map((row) => [row.agency, row.n]));
export const grantedForgotten = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<{ person: string; day: CalendarDay; side: 'in' | 'out'; time: number | null; by: string; overrides: boolean }[]> =>
  tx.many(sql`select person, day, side, time_seconds as time, decided_by as by, kind = 'objection' as overrides from timesheet.petition where instansi = ${instansi} and person = any(${people}::uuid[]) and day between ${from} and ${to} and state = 'granted' and side is not null`);
export const countForgotten = async (tx: Tx, instansi: string, person: string, month: Month): Promise<number> =>
  (await tx.one<{ n: number }>(sql`select count(*)::int as n from timesheet.petition where instansi = ${instansi} and person = ${person} and kind = 'forgotten' and state in ('open', 'granted') and day between ${`${month}-01`}::date and (${`${month}-01`}::date + interval '1 month - 1 day')::date`)).n;

export const agencyOfDocument = async (tx: Tx, instansi: string, document: string): Promise<string | undefined> => (await tx.maybe<{ agency: string }>(sql`select agency from timesheet.recap where instansi = ${instansi} and document = ${document}`))?.agency;
