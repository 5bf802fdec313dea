import type { Predicate } from '../../../engines/performance/predicate.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { EvaluationState, Period, PlanContent, PlanState } from '../contract.ts';
import type { Action, PlanFold } from '../rules/fold.ts';

// Chapters: rows · one plan · lists · actions and versions

export interface PlanRecord {
  id: string;
  person: string;
  holding: string;
  post: string;
  unit: string;
  name: string;
  nip: string | null;
  rank: string | null;
  title: string;
  unitName: string;
  isHead: boolean;
  year: number;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  approach: 'kuantitatif' | 'kualitatif';
  source: 'here' | 'e-kinerja';
  top: boolean;
  superiorPerson: string | null;
  superiorPost: string | null;
  superiorName: string;
  superiorTitle: string;
  state: PlanState;
  seq: number;
  version: number;
  folded: PlanFold;
  content: PlanContent;
  madeAt: Date;
}
export const COLUMNS = sql`p.id, p.person, p.holding, p.post, p.unit, p.name, p.nip, p.rank, p.title, p.unit_name as "unitName", p.is_head as "isHead", p.year, p.from_day as "fromDay", p.to_day as "toDay", p.approach, p.source, p.top,
  p.superior_person as "superiorPerson", p.superior_post as "superiorPost", p.superior_name as "superiorName", p.superior_title as "superiorTitle", p.state, p.seq, p.version, p.folded, p.content, p.made_at as "madeAt"`;

export const findPlan = (tx: Tx, instansi: string, id: string): Promise<PlanRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from performance.plan p where p.instansi = ${instansi} and p.id = ${id}`);
export const lockPlan = (tx: Tx, instansi: string, id: string): Promise<PlanRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from performance.plan p where p.instansi = ${instansi} and p.id = ${id} for update`);
/** One writer of a person's plans at a time: two that overlap cannot both be begun. */
export const lockPerson = (tx: Tx, instansi: string, person: string): Promise<unknown> => tx.many(sql`select pg_advisory_xact_lock(hashtextextended(${`performance ${instansi} ${person}`}, 0))`);

export const insertPlans = (tx: Tx, instansi: string, plans: readonly PlanRecord[]): Promise<number> =>
  tx.run(sql`insert into performance.plan (instansi, id, person, holding, post, unit, name, nip, rank, title, unit_name, is_head, year, from_day, to_day, approach, source, top, superior_person, superior_post, superior_name, superior_title,
      state, seq, version, folded, content, made_at)
    select ${instansi}::uuid, p.id, p.person, p.holding, p.post, p.unit, p.name, p.nip, p.rank, p.title, p."unitName", p."isHead", p.year, p."fromDay", p."toDay", p.approach, p.source, p.top, p."superiorPerson", p."superiorPost", p."superiorName", p."superiorTitle",
      p.state, p.seq, p.version, p.folded, p.content, p."madeAt"
      from jsonb_to_recordset(${JSON.stringify(plans)}::jsonb) p (id uuid, person uuid, holding uuid, post uuid, unit uuid, name text, nip text, rank text, title text, "unitName" text, "isHead" boolean, year integer, "fromDay" date, "toDay" date, approach text,
        source text, top boolean, "superiorPerson" uuid, "superiorPost" uuid, "superiorName" text, "superiorTitle" text, state text, seq integer, version integer, folded jsonb, content jsonb, "madeAt" timestamptz)`);

/** Words of a draft, if nobody changed the plan since that version was read. */
export const saveContent = (tx: Tx, instansi: string, p: Pick<PlanRecord, 'id' | 'version' | 'approach' | 'content'>): Promise<number> =>
  tx.run(sql`update performance.plan set content = ${JSON.stringify(p.content)}, approach = ${p.approach}, version = version + 1 where instansi = ${instansi} and id = ${p.id} and version = ${p.version}`);
export const saveState = (tx: Tx, instansi: string, p: PlanRecord, folded: PlanFold): Promise<number> =>
  tx.run(sql`update performance.plan set state = ${folded.state}, seq = ${folded.seq}, folded = ${JSON.stringify(folded)}, content = ${JSON.stringify(p.content)}, to_day = ${p.toDay}, top = ${p.top}, superior_person = ${p.superiorPerson}, superior_post = ${p.superiorPost},
      superior_name = ${p.superiorName}, superior_title = ${p.superiorTitle}, version = version + 1 where instansi = ${instansi} and id = ${p.id} and version = ${p.version}`);
export const insertActions = (tx: Tx, instansi: string, rows: readonly { plan: string; seq: number; action: Action }[]): Promise<number> =>
  tx.run(sql`insert into performance.plan_action (instansi, plan, seq, kind, at, account, payload)
    select ${instansi}::uuid, r.plan, r.seq, r.action ->> 'kind', (r.action ->> 'at')::timestamptz, (r.action -> 'by' ->> 'account')::uuid, r.action from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (plan uuid, seq integer, action jsonb)`);
export const listActions = (tx: Tx, instansi: string, plan: string): Promise<{ seq: number; at: Date; payload: Action }[]> =>
  tx.many(sql`select seq, at, payload from performance.plan_action where instansi = ${instansi} and plan = ${plan} order by seq`);

export const insertVersion = (tx: Tx, instansi: string, v: { plan: string; number: number; content: PlanContent; at: Date; by: string }): Promise<number> =>
  tx.run(sql`insert into performance.plan_version (instansi, plan, number, content, approved_at, approved_by) values (${instansi}, ${v.plan}, ${v.number}, ${JSON.stringify(v.content)}, ${v.at}, ${v.by})
    on conflict (instansi, plan, number) do nothing`);
/** What came from elsewhere is as it came last: one version, written over by the next list. */
export const saveImported = async (tx: Tx, instansi: string, rows: readonly Pick<PlanRecord, 'id' | 'version' | 'content'>[], at: Date, by: string): Promise<number> => {
  const saved = await tx.run(sql`update performance.plan p set content = r.content, version = p.version + 1 from jsonb_to_recordset(${JSON.stringify(rows.map(({ id, version, content }) => ({ id, version, content })))}::jsonb) r (id uuid, version integer, content jsonb)
    where p.instansi = ${instansi} and p.id = r.id and p.version = r.version`);
  await tx.run(sql`insert into performance.plan_version (instansi, plan, number, content, approved_at, approved_by)
    select ${instansi}::uuid, p.id, 1, p.content, ${at}::timestamptz(3), ${by}::text from performance.plan p where p.instansi = ${instansi} and p.id = any(${rows.map((row) => row.id)}::uuid[])
    on conflict (instansi, plan, number) do update set content = excluded.content, approved_at = excluded.approved_at`);
  return saved;
};
export const saveStates = (tx: Tx, instansi: string, rows: readonly { id: string; version: number; folded: PlanFold }[]): Promise<number> =>
  tx.run(sql`update performance.plan p set state = r.folded ->> 'state', seq = (r.folded ->> 'seq')::integer, folded = r.folded, version = p.version + 1 from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (id uuid, version integer, folded jsonb)
    where p.instansi = ${instansi} and p.id = r.id and p.version = r.version`);
/** One taking of a list at a time: two would begin one person's plan twice. Ends with the transaction. */
export const lockImports = (tx: Tx, instansi: string): Promise<unknown> => tx.many(sql`select pg_advisory_xact_lock(hashtextextended(${`performance.import ${instansi}`}, 0))`);
export const listVersions = (tx: Tx, instansi: string, plan: string): Promise<{ number: number; approvedAt: Date; approvedBy: string; content: PlanContent }[]> =>
  tx.many(sql`select number, approved_at as "approvedAt", approved_by as "approvedBy", content from performance.plan_version where instansi = ${instansi} and plan = ${plan} order by number`);

const list = (tx: Tx, where: Sql): Promise<PlanRecord[]> => tx.many(sql`select ${COLUMNS} from performance.plan p where ${where} order by p.name, p.from_day, p.id`);
export const plansOfPerson = (tx: Tx, instansi: string, person: string): Promise<PlanRecord[]> => tx.many(sql`select ${COLUMNS} from performance.plan p where p.instansi = ${instansi} and p.person = ${person} order by p.from_day desc, p.id`);
export const plansOfPeople = (tx: Tx, instansi: string, people: readonly string[], year: number): Promise<PlanRecord[]> => list(tx, sql`p.instansi = ${instansi} and p.person = any(${people}::uuid[]) and p.year = ${year}`);
export const plansOfUnits = (tx: Tx, instansi: string, units: readonly string[], year: number): Promise<PlanRecord[]> => tx.many(sql`select ${COLUMNS} from performance.plan p where p.instansi = ${instansi} and p.unit = any(${units}::uuid[]) and p.year = ${year} order by p.name, p.id`);
export const plansBelowPost = (tx: Tx, instansi: string, post: string, year: number): Promise<PlanRecord[]> => list(tx, sql`p.instansi = ${instansi} and p.superior_post = ${post} and p.year = ${year}`);
export const plansObjectedAt = (tx: Tx, instansi: string, post: string): Promise<PlanRecord[]> =>
  list(tx, sql`p.instansi = ${instansi} and exists (select from performance.evaluation e where e.instansi = p.instansi and e.plan = p.id and e.objection_post = ${post} and e.state = 'keberatan')`);
export const overlapping = (tx: Tx, instansi: string, of: { person: string; post: string; fromDay: CalendarDay; toDay: CalendarDay }): Promise<{ fromDay: CalendarDay; toDay: CalendarDay } | undefined> =>
  tx.maybe(sql`select from_day as "fromDay", to_day as "toDay" from performance.plan where instansi = ${instansi} and person = ${of.person} and post = ${of.post} and from_day <= ${of.toDay} and to_day >= ${of.fromDay} order by from_day limit 1`);

/** Plans of somebody that were approved and touch these days: his post first, the newest first. What staff support. */
export const approvedOf = (tx: Tx, instansi: string, person: string, post: string, fromDay: CalendarDay, toDay: CalendarDay): Promise<{ id: string; content: PlanContent }[]> =>
  tx.many(sql`select p.id, v.content from performance.plan p
    join lateral (select content from performance.plan_version v where v.instansi = p.instansi and v.plan = p.id order by number desc limit 1) v on true
    where p.instansi = ${instansi} and p.person = ${person} and p.from_day <= ${toDay} and p.to_day >= ${fromDay} order by (p.post = ${post}) desc, p.from_day desc`);
/** Results that a person may report against on some days: of plans that were approved, as approved last. */
export const resultsOf = (tx: Tx, instansi: string, person: string, fromDay: CalendarDay, toDay: CalendarDay): Promise<{ plan: string; fromDay: CalendarDay; toDay: CalendarDay; content: PlanContent }[]> =>
  tx.many(sql`select p.id as plan, p.from_day as "fromDay", p.to_day as "toDay", v.content from performance.plan p
    join lateral (select content from performance.plan_version v where v.instansi = p.instansi and v.plan = p.id order by number desc limit 1) v on true
    where p.instansi = ${instansi} and p.person = ${person} and p.from_day <= ${toDay} and p.to_day >= ${fromDay} order by p.from_day desc`);

export type OpenHolding = Pick<PlanRecord, 'id' | 'person' | 'holding' | 'fromDay' | 'toDay'>;
/** Plans that are not evaluated for the year, of one post or of all. */
export const openHoldings = (tx: Tx, instansi: string, post: string | null): Promise<OpenHolding[]> =>
  tx.many(sql`select id, person, holding, from_day as "fromDay", to_day as "toDay" from performance.plan where instansi = ${instansi} and state in ('draft', 'diajukan', 'revisi', 'disetujui', 'berjalan') and ${post === null ? sql`true` : sql`post = ${post}`} order by id`);

/** For the hourly work, over all institutions. */
export const plansToBegin = (tx: Tx, day: CalendarDay, limit: number): Promise<{ instansi: string; plan: string }[]> => tx.many(sql`select instansi, id as plan from performance.plan where state = 'disetujui' and from_day <= ${day} limit ${limit}`);
export const evaluationsToClose = (tx: Tx, day: CalendarDay, limit: number): Promise<{ instansi: string; plan: string; period: Period }[]> =>
  tx.many(sql`select instansi, plan, period from performance.evaluation where state = 'dinilai' and object_until < ${day} limit ${limit}`);

export interface EvaluatedRow {
  plan: string;
  period: Period;
  state: EvaluationState;
  predicate: Predicate | null;
}
export const evaluationsOfPlans = (tx: Tx, instansi: string, plans: readonly string[]): Promise<EvaluatedRow[]> =>
  tx.many(sql`select plan, period, state, predicate from performance.evaluation where instansi = ${instansi} and plan = any(${plans}::uuid[]) order by to_day, period desc`);
