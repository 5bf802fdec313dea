import type { AllowanceRules } from '../../../engines/allowance/rules.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

// Chapters: rules · classes of posts · sanctions

export interface RulesRow {
  id: string;
  fromMonth: CalendarDay;
  state: 'draft' | 'published';
  version: number;
  rules: AllowanceRules;
  madeBy: string;
  publishedBy: string | null;
}
const RULES = sql`select id, from_month as "fromMonth", state, version, rules, made_by as "madeBy", published_by as "publishedBy" from allowance.rules`;
export const listRules = (tx: Tx, instansi: string): Promise<(RulesRow & { used: number })[]> =>
  tx.many(sql`select r.id, r.from_month as "fromMonth", r.state, r.version, r.rules, r.made_by as "madeBy", r.published_by as "publishedBy",
      (select count(*) from allowance.run x where x.instansi = r.instansi and x.rules = r.id) as used from allowance.rules r where r.instansi = ${instansi} order by r.from_month desc, r.state desc, r.id`);
export const findRules = (tx: Tx, instansi: string, id: string): Promise<RulesRow | undefined> => tx.maybe(sql`${RULES} where instansi = ${instansi} and id = ${id}`);
export const lockRules = (tx: Tx, instansi: string, id: string): Promise<RulesRow | undefined> => tx.maybe(sql`${RULES} where instansi = ${instansi} and id = ${id} for update`);
export const manyRules = (tx: Tx, instansi: string, ids: readonly string[]): Promise<RulesRow[]> => tx.many(sql`${RULES} where instansi = ${instansi} and id = any(${ids}::uuid[])`);
export const rulesInForce = (tx: Tx, instansi: string, month: CalendarDay): Promise<RulesRow | undefined> =>
  tx.maybe(sql`${RULES} where instansi = ${instansi} and state = 'published' and from_month <= ${month} order by from_month desc limit 1`);
export const insertRules = (tx: Tx, instansi: string, r: { id: string; fromMonth: CalendarDay; rules: AllowanceRules; madeBy: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into allowance.rules (instansi, id, from_month, rules, made_by, made_at) values (${instansi}, ${r.id}, ${r.fromMonth}, ${JSON.stringify(r.rules)}, ${r.madeBy}, ${r.at})`);
export const updateRules = (tx: Tx, instansi: string, r: { id: string; fromMonth: CalendarDay; rules: AllowanceRules }): Promise<number> =>
  tx.run(sql`update allowance.rules set from_month = ${r.fromMonth}, rules = ${JSON.stringify(r.rules)}, version = version + 1 where instansi = ${instansi} and id = ${r.id}`);
/** @returns false when another version begins in that month */
export const publishRules = async (tx: Tx, instansi: string, id: string, by: string, at: Date): Promise<boolean> =>
  (await tx.run(sql`update allowance.rules r set state = 'published', published_by = ${by}, published_at = ${at}, version = version + 1 where instansi = ${instansi} and id = ${id}
    and not exists (select from allowance.rules o where o.instansi = r.instansi and o.state = 'published' and o.from_month = r.from_month)`)) > 0;
export const deleteRules = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from allowance.rules where instansi = ${instansi} and id = ${id} and state = 'draft'`);
/** The latest month with a payment that is beyond its draft. */
export const lastClosedMonth = async (tx: Tx, instansi: string): Promise<CalendarDay | null> =>
  (await tx.one<{ month: CalendarDay | null }>(sql`select max(month) as month from allowance.run where instansi = ${instansi} and state <> 'draft'`)).month;

export interface ClassRow {
  post: string;
  fromDay: CalendarDay;
  class: number;
  basis: string;
}
/** All rows of the posts, the latest first; of every post where none is named. */
export const classesOf = (tx: Tx, instansi: string, posts: readonly string[] | 'all', until: CalendarDay): Promise<ClassRow[]> =>
  posts === 'all'
    ? tx.many(sql`select post, from_day as "fromDay", class, basis from allowance.post_class where instansi = ${instansi} and from_day <= ${until} order by post, from_day desc`)
    : tx.many(sql`select post, from_day as "fromDay", class, basis from allowance.post_class where instansi = ${instansi} and post = any(${posts}::uuid[]) and from_day <= ${until} order by post, from_day desc`);
export const setClasses = (tx: Tx, instansi: string, rows: readonly { post: string; class: number }[], of: { fromDay: CalendarDay; basis: string; by: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into allowance.post_class (instansi, post, from_day, class, basis, made_by, made_at)
    select ${instansi}::uuid, n.post, ${of.fromDay}::date, n.class, ${of.basis}::text, ${of.by}::text, ${of.at}::timestamptz(3) from unnest(${rows.map((r) => r.post)}::uuid[], ${rows.map((r) => r.class)}::smallint[]) n (post, class)
    on conflict (instansi, post, from_day) do update set class = excluded.class, basis = excluded.basis, made_by = excluded.made_by, made_at = excluded.made_at`);

export interface SanctionRow {
  id: string;
  person: string;
  percent: number;
  fromMonth: CalendarDay;
  toMonth: CalendarDay;
  basis: string;
  madeBy: string;
  withdrawnAt: Date | null;
}
const SANCTION = sql`select id, person, percent, from_month as "fromMonth", to_month as "toMonth", basis, made_by as "madeBy", withdrawn_at as "withdrawnAt" from allowance.sanction`;
export const listSanctions = (tx: Tx, instansi: string): Promise<SanctionRow[]> => tx.many(sql`${SANCTION} where instansi = ${instansi} order by from_month desc, id limit 500`);
export const findSanction = (tx: Tx, instansi: string, id: string): Promise<SanctionRow | undefined> => tx.maybe(sql`${SANCTION} where instansi = ${instansi} and id = ${id}`);
/** Those in force in the month; several of one person add up. */
export const sanctionsIn = async (tx: Tx, instansi: string, month: CalendarDay): Promise<Map<string, number>> =>
  new Map((await tx.many<{ person: string; percent: number }>(sql`select person, least(10000, sum(percent))::int as percent from allowance.sanction
    where instansi = ${instansi} and from_month <= ${month} and to_month >= ${month} and withdrawn_at is null group by person`)).map((row) => [row.person, row.percent]));
/** A decision of the same name that already cuts one of these months; nobody notes another one of this person until the end. */
export async function knownSanction(tx: Tx, instansi: string, s: { person: string; basis: string; fromMonth: CalendarDay; toMonth: CalendarDay }): Promise<boolean> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`allowance.sanction ${instansi} ${s.person}`}, 0))`);
  return (await tx.many(sql`select 1 from allowance.sanction where instansi = ${instansi} and person = ${s.person} and withdrawn_at is null and lower(btrim(basis)) = ${s.basis.trim().toLowerCase()} and from_month <= ${s.toMonth} and to_month >= ${s.fromMonth} limit 1`)).length > 0;
}
export const insertSanction = (tx: Tx, instansi: string, s: { id: string; person: string; percent: number; fromMonth: CalendarDay; toMonth: CalendarDay; basis: string; by: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into allowance.sanction (instansi, id, person, percent, from_month, to_month, basis, made_by, made_at) values (${instansi}, ${s.id}, ${s.person}, ${s.percent}, ${s.fromMonth}, ${s.toMonth}, ${s.basis}, ${s.by}, ${s.at})`);
export const withdrawSanction = (tx: Tx, instansi: string, id: string, by: string, at: Date): Promise<number> =>
  tx.run(sql`update allowance.sanction set withdrawn_at = ${at}, withdrawn_by = ${by} where instansi = ${instansi} and id = ${id} and withdrawn_at is null`);
