import type { Facts, PaidLine } from '../../../engines/allowance/pay.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RunState } from '../contract.ts';

// Chapters: payments of a month · what each person is paid

export interface RunStored {
  id: string;
  month: CalendarDay;
  agency: string;
  state: RunState;
  version: number;
  rules: string;
  provisional: boolean;
  stale: boolean;
  people: number;
  incomplete: number;
  gross: number;
  correction: number;
  net: number;
  computedBy: string;
  computedAt: Date;
  checkedAccount: string | null;
  checkedBy: string | null;
  approvedBy: string | null;
  exportedBy: string | null;
  note: string;
}
const RUN = sql`select id, month, agency, state, version, rules, provisional, stale, people, incomplete, gross, correction, net, computed_by as "computedBy", computed_at as "computedAt",
  checked_account as "checkedAccount", checked_by as "checkedBy", approved_by as "approvedBy", exported_by as "exportedBy", note from allowance.run`;
export const runsOfMonth = (tx: Tx, instansi: string, month: CalendarDay): Promise<RunStored[]> => tx.many(sql`${RUN} where instansi = ${instansi} and month = ${month} order by id`);
/** The same, held until the end: nobody checks figures that are being computed anew. */
export const lockRunsOfMonth = (tx: Tx, instansi: string, month: CalendarDay): Promise<RunStored[]> => tx.many(sql`${RUN} where instansi = ${instansi} and month = ${month} order by id for update`);
export const runsOfMonths = (tx: Tx, instansi: string, from: CalendarDay, to: CalendarDay): Promise<RunStored[]> => tx.many(sql`${RUN} where instansi = ${instansi} and month between ${from} and ${to} order by month, id`);
export const findRun = (tx: Tx, instansi: string, id: string): Promise<RunStored | undefined> => tx.maybe(sql`${RUN} where instansi = ${instansi} and id = ${id}`);
export const lockRun = (tx: Tx, instansi: string, id: string): Promise<RunStored | undefined> => tx.maybe(sql`${RUN} where instansi = ${instansi} and id = ${id} for update`);
/** One computing of a month at a time: two would write one person twice. Ends with the transaction. */
export const lockMonth = (tx: Tx, instansi: string, month: CalendarDay): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`allowance ${instansi} ${month}`}::text, 0))`);
export const lastMonthWithRun = async (tx: Tx, instansi: string): Promise<CalendarDay | null> =>
  (await tx.one<{ month: CalendarDay | null }>(sql`select max(month) as month from allowance.run where instansi = ${instansi}`)).month;

export type NewRun = Pick<RunStored, 'id' | 'agency' | 'people' | 'incomplete' | 'gross' | 'correction' | 'net'>;
/** A draft that is there takes the new figures; its id stays. */
export const saveRuns = (tx: Tx, instansi: string, runs: readonly NewRun[], of: { month: CalendarDay; rules: string; provisional: boolean; by: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into allowance.run (instansi, id, month, agency, rules, provisional, people, incomplete, gross, correction, net, computed_by, computed_at)
    select ${instansi}::uuid, n.id, ${of.month}::date, n.agency, ${of.rules}::uuid, ${of.provisional}::bool, n.people, n.incomplete, n.gross, n.correction, n.net, ${of.by}::text, ${of.at}::timestamptz(3)
      from unnest(${runs.map((r) => r.id)}::uuid[], ${runs.map((r) => r.agency)}::uuid[], ${runs.map((r) => r.people)}::int[], ${runs.map((r) => r.incomplete)}::int[],
        ${runs.map((r) => r.gross)}::bigint[], ${runs.map((r) => r.correction)}::bigint[], ${runs.map((r) => r.net)}::bigint[]) n (id, agency, people, incomplete, gross, correction, net)
    on conflict (instansi, month, agency) do update set rules = excluded.rules, provisional = excluded.provisional, stale = false, people = excluded.people, incomplete = excluded.incomplete, gross = excluded.gross,
      correction = excluded.correction, net = excluded.net, computed_by = excluded.computed_by, computed_at = excluded.computed_at, version = allowance.run.version + 1`);
export const dropPays = async (tx: Tx, instansi: string, runs: readonly string[]): Promise<void> => {
  await tx.run(sql`delete from allowance.settlement s using allowance.pay p where p.instansi = ${instansi} and p.run = any(${runs}::uuid[]) and s.instansi = p.instansi and s.pay = p.id`);
  await tx.run(sql`delete from allowance.pay where instansi = ${instansi} and run = any(${runs}::uuid[])`);
};
export const dropPaysOf = async (tx: Tx, instansi: string, month: CalendarDay, people: readonly string[]): Promise<void> => {
  await tx.run(sql`delete from allowance.settlement s using allowance.pay p where p.instansi = ${instansi} and p.month = ${month} and p.person = any(${people}::uuid[]) and s.instansi = p.instansi and s.pay = p.id`);
  await tx.run(sql`delete from allowance.pay where instansi = ${instansi} and month = ${month} and person = any(${people}::uuid[])`);
};
/** Drafts in which nobody is left. */
export const dropRuns = (tx: Tx, instansi: string, runs: readonly string[]): Promise<number> => tx.run(sql`delete from allowance.run where instansi = ${instansi} and id = any(${runs}::uuid[]) and state = 'draft'`);

export const setChecked = (tx: Tx, instansi: string, id: string, by: { account: string; name: string; at: Date }): Promise<number> =>
  tx.run(sql`update allowance.run set state = 'checked', checked_account = ${by.account}, checked_by = ${by.name}, checked_at = ${by.at}, note = '', version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const setApproved = (tx: Tx, instansi: string, id: string, by: { name: string; at: Date }): Promise<number> =>
  tx.run(sql`update allowance.run set state = 'approved', approved_by = ${by.name}, approved_at = ${by.at}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const setReturned = (tx: Tx, instansi: string, id: string, note: string): Promise<number> =>
  tx.run(sql`update allowance.run set state = 'draft', checked_account = null, checked_by = null, checked_at = null, approved_by = null, approved_at = null, note = ${note}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const setExported = (tx: Tx, instansi: string, id: string, by: { name: string; at: Date }): Promise<number> =>
  tx.run(sql`update allowance.run set state = 'exported', exported_by = ${by.name}, exported_at = ${by.at}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
/** Drafts that somebody's changed month is part of. */
export const setStale = (tx: Tx, instansi: string, month: CalendarDay, people: readonly string[]): Promise<number> => setStaleWhere(tx, instansi, sql`month = ${month}`, people);
export const setStaleFrom = (tx: Tx, instansi: string, month: CalendarDay, people: readonly string[]): Promise<number> => setStaleWhere(tx, instansi, sql`month >= ${month}`, people);
const setStaleWhere = (tx: Tx, instansi: string, which: ReturnType<typeof sql>, people: readonly string[]): Promise<number> =>
  tx.run(sql`update allowance.run r set stale = true, version = version + 1 where instansi = ${instansi} and ${which} and state = 'draft' and not stale
    and exists (select from allowance.pay p where p.instansi = r.instansi and p.run = r.id and p.person = any(${people}::uuid[]))`);

/** Beside its facts each part of the month carries what its slip says of it. */
export interface PartNotes {
  fromDay: CalendarDay;
  toDay: CalendarDay;
  unit: string;
  post: string;
  productivitySteps: string[];
  cutSteps: string[];
  notes: string[];
}
export interface PayFacts {
  segments: Facts[];
  parts: PartNotes[];
  person: Facts;
}
export interface PayStored {
  id: string;
  run: string;
  month: CalendarDay;
  person: string;
  name: string;
  nip: string;
  rank: string;
  unit: string;
  unitName: string;
  postTitle: string;
  class: number | null;
  facts: PayFacts;
  lines: PaidLine[];
  gross: number | null;
  correction: number;
  net: number | null;
  unknown: string[];
}
const PAY = sql`select p.id, p.run, p.month, p.person, p.name, p.nip, p.rank, p.unit, p.unit_name as "unitName", p.post_title as "postTitle", p.class, p.facts, p.lines, p.gross, p.correction, p.net, p.unknown from allowance.pay p`;
export const insertPays = (tx: Tx, instansi: string, month: CalendarDay, pays: readonly Omit<PayStored, 'month'>[]): Promise<number> =>
  tx.run(sql`insert into allowance.pay (instansi, id, run, month, person, name, nip, rank, unit, unit_name, post_title, class, facts, lines, gross, correction, net, unknown)
    select ${instansi}::uuid, n.id, n.run, ${month}::date, n.person, n.name, n.nip, n.rank, n.unit, n.unit_name, n.post_title, n.class, n.facts, n.lines, n.gross, n.correction, n.net, string_to_array(n.unknown, ',')
      from unnest(${pays.map((p) => p.id)}::uuid[], ${pays.map((p) => p.run)}::uuid[], ${pays.map((p) => p.person)}::uuid[], ${pays.map((p) => p.name)}::text[], ${pays.map((p) => p.nip)}::text[], ${pays.map((p) => p.rank)}::text[],
        ${pays.map((p) => p.unit)}::uuid[], ${pays.map((p) => p.unitName)}::text[], ${pays.map((p) => p.postTitle)}::text[], ${pays.map((p) => p.class)}::smallint[], ${pays.map((p) => JSON.stringify(p.facts))}::jsonb[],
        ${pays.map((p) => JSON.stringify(p.lines))}::jsonb[], ${pays.map((p) => p.gross)}::bigint[], ${pays.map((p) => p.correction)}::bigint[], ${pays.map((p) => p.net)}::bigint[], ${pays.map((p) => p.unknown.join(','))}::text[])
        n (id, run, person, name, nip, rank, unit, unit_name, post_title, class, facts, lines, gross, correction, net, unknown)`);
export const paysOfRun = (tx: Tx, instansi: string, run: string): Promise<PayStored[]> => tx.many(sql`${PAY} where p.instansi = ${instansi} and p.run = ${run} order by p.unit_name, p.name, p.id`);
export const paysOfRuns = (tx: Tx, instansi: string, runs: readonly string[]): Promise<PayStored[]> => tx.many(sql`${PAY} where p.instansi = ${instansi} and p.run = any(${runs}::uuid[]) order by p.unit_name, p.name, p.id`);
export interface PayLine extends Pick<PayStored, 'id' | 'name' | 'nip' | 'unitName' | 'postTitle' | 'class' | 'gross' | 'correction' | 'net' | 'unknown'> {
  parts: number;
}
/** One page of a list: an agency of schools has thousands. */
export async function pageOfRun(tx: Tx, instansi: string, run: string, asked: { search: string; only: 'all' | 'incomplete' | 'corrected'; after: number; limit: number }): Promise<{ found: number; items: PayLine[] }> {
  const words = `%${asked.search.replace(/[\\%_]/g, '\\$&')}%`;
  const where = sql`p.instansi = ${instansi} and p.run = ${run} and ${asked.only === 'all' ? sql`true` : asked.only === 'incomplete' ? sql`p.net is null` : sql`p.correction <> 0`} and ${asked.search === '' ? sql`true` : sql`concat_ws(' ', p.name, p.unit_name, p.post_title) ilike ${words}`}`;
  const { found } = await tx.one<{ found: number }>(sql`select count(*)::int as found from allowance.pay p where ${where}`);
  return {
    found,
    items: await tx.many(sql`select p.id, p.name, p.nip, p.unit_name as "unitName", p.post_title as "postTitle", p.class, p.gross, p.correction, p.net, p.unknown, jsonb_array_length(p.facts -> 'segments') as parts
      from allowance.pay p where ${where} order by p.unit_name, p.name, p.id offset ${asked.after} limit ${asked.limit}`),
  };
}
export interface PaidMonth {
  month: CalendarDay;
  people: number;
  gross: number;
  /** Lists that nobody has checked yet. */
  drafts: number;
}
export const monthsWithRun = (tx: Tx, instansi: string): Promise<PaidMonth[]> =>
  tx.many(sql`select month, sum(people)::int as people, sum(gross)::bigint as gross, count(*) filter (where state = 'draft')::int as drafts from allowance.run where instansi = ${instansi} group by month order by month desc limit 120`);
/** What a payment is computed from, without what its slip says of it. */
export type PaidFacts = Pick<PayStored, 'person' | 'unitName' | 'postTitle' | 'class' | 'gross'> & { month: CalendarDay; facts: Pick<PayFacts, 'segments' | 'person'> };
export const factsOfRuns = (tx: Tx, instansi: string, runs: readonly string[]): Promise<PaidFacts[]> =>
  tx.many(sql`select p.month, p.person, p.unit_name as "unitName", p.post_title as "postTitle", p.class, p.gross, jsonb_build_object('segments', p.facts -> 'segments', 'person', p.facts -> 'person') as facts
    from allowance.pay p where p.instansi = ${instansi} and p.run = any(${runs}::uuid[])`);
/** Names as the last payment has them. */
export const namesPaid = async (tx: Tx, instansi: string, people: readonly string[]): Promise<Map<string, string>> =>
  new Map((await tx.many<{ person: string; name: string }>(sql`select distinct on (person) person, name from allowance.pay where instansi = ${instansi} and person = any(${people}::uuid[]) order by person, month desc`)).map((row) => [row.person, row.name]));
export const findPay = (tx: Tx, instansi: string, id: string): Promise<PayStored | undefined> => tx.maybe(sql`${PAY} where p.instansi = ${instansi} and p.id = ${id}`);
export const payOfPerson = (tx: Tx, instansi: string, person: string, month: CalendarDay): Promise<PayStored | undefined> => tx.maybe(sql`${PAY} where p.instansi = ${instansi} and p.person = ${person} and p.month = ${month}`);
export const ownPays = (tx: Tx, instansi: string, person: string): Promise<{ month: CalendarDay; state: RunState; gross: number | null; net: number | null; unit: string }[]> =>
  tx.many(sql`select p.month, r.state, p.gross, p.net, p.unit_name as unit from allowance.pay p join allowance.run r on r.instansi = p.instansi and r.id = p.run
    where p.instansi = ${instansi} and p.person = ${person} and r.state <> 'draft' order by p.month desc limit 120`);
/** Who is paid that month by a list that cannot be computed again. */
export const paidElsewhere = async (tx: Tx, instansi: string, month: CalendarDay): Promise<Set<string>> =>
  new Set((await tx.many<{ person: string }>(sql`select p.person from allowance.pay p join allowance.run r on r.instansi = p.instansi and r.id = p.run where p.instansi = ${instansi} and p.month = ${month} and r.state <> 'draft'`)).map((row) => row.person));
