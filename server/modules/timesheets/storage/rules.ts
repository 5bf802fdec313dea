import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { UnitKind } from '../../organization/contract.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

// Chapters: policies · statuses by decision · outages · marks

export interface PolicyRow {
  id: string;
  title: string;
  legalBasis: string;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
  /** Whom it reaches (rules/the-nearest-rule-wins), sorted. */
  units: string[];
  unitKinds: UnitKind[];
  body: unknown;
  state: 'draft' | 'published' | 'withdrawn';
  version: number;
  madeBy: string;
  madeAt: Date;
  publishedBy: string | null;
  publishedAt: Date | null;
  reason: string | null;
}
const POLICY = sql`select id, title, legal_basis as "legalBasis", from_day as "fromDay", to_day as "toDay", units, unit_kinds as "unitKinds", body, state, version, made_by as "madeBy", made_at as "madeAt", published_by as "publishedBy", published_at as "publishedAt", reason from timesheet.policy`;
export const publishedPolicies = (tx: Tx, instansi: string): Promise<PolicyRow[]> => tx.many(sql`${POLICY} where instansi = ${instansi} and state = 'published' order by from_day desc`);
/** Across institutions: for jobs of the owner. */
export const institutionsWithPolicies = (tx: Tx): Promise<{ instansi: string }[]> => tx.many(sql`select distinct instansi from timesheet.policy where state = 'published'`);
export const listPolicies = (tx: Tx, instansi: string): Promise<PolicyRow[]> => tx.many(sql`${POLICY} where instansi = ${instansi} order by from_day desc, made_at desc limit 100`);
export const findPolicy = (tx: Tx, instansi: string, id: string): Promise<PolicyRow | undefined> => tx.maybe(sql`${POLICY} where instansi = ${instansi} and id = ${id}`);
export const lockPolicy = (tx: Tx, instansi: string, id: string): Promise<PolicyRow | undefined> => tx.maybe(sql`${POLICY} where instansi = ${instansi} and id = ${id} for update`);
export const savePolicy = (tx: Tx, instansi: string, p: Pick<PolicyRow, 'id' | 'title' | 'legalBasis' | 'fromDay' | 'toDay' | 'units' | 'unitKinds' | 'body' | 'madeBy' | 'madeAt'>): Promise<number> =>
  tx.run(sql`insert into timesheet.policy (instansi, id, title, legal_basis, from_day, to_day, units, unit_kinds, body, made_by, made_at) values (${instansi}, ${p.id}, ${p.title}, ${p.legalBasis}, ${p.fromDay}, ${p.toDay}, ${p.units}, ${p.unitKinds}, ${JSON.stringify(p.body)}, ${p.madeBy}, ${p.madeAt})
    on conflict (instansi, id) do update set title = excluded.title, legal_basis = excluded.legal_basis, from_day = excluded.from_day, to_day = excluded.to_day, units = excluded.units, unit_kinds = excluded.unit_kinds, body = excluded.body, version = timesheet.policy.version + 1 where timesheet.policy.state = 'draft'`);
export const publishPolicy = (tx: Tx, instansi: string, p: { id: string; by: string; at: Date; reason: string }): Promise<number> =>
  tx.run(sql`update timesheet.policy set state = 'published', published_by = ${p.by}, published_at = ${p.at}, reason = ${p.reason}, version = version + 1 where instansi = ${instansi} and id = ${p.id} and state = 'draft'`);
/** The one of the same group that began on the same day gives way. */
export const withdrawOthers = (tx: Tx, instansi: string, p: Pick<PolicyRow, 'id' | 'fromDay' | 'units' | 'unitKinds'>): Promise<number> =>
  tx.run(sql`update timesheet.policy set state = 'withdrawn', version = version + 1 where instansi = ${instansi} and state = 'published' and from_day = ${p.fromDay} and units = ${p.units}::uuid[] and unit_kinds = ${p.unitKinds}::text[] and id <> ${p.id}`);
export const deleteDraft = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from timesheet.policy where instansi = ${instansi} and id = ${id} and state = 'draft'`);

export interface StatusRow {
  id: string;
  person: string;
  code: 'TB' | 'IB';
  decision: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  madeBy: string;
  endedReason: string | null;
  version: number;
}
const STATUS = sql`select id, person, code, decision, from_day as "fromDay", to_day as "toDay", made_by as "madeBy", ended_reason as "endedReason", version from timesheet.status`;
export const statusesOf = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<StatusRow[]> =>
  tx.many(sql`${STATUS} where instansi = ${instansi} and person = any(${people}::uuid[]) and from_day <= ${to} and to_day >= ${from} and ended_reason is null order by from_day`);
export const listStatuses = (tx: Tx, instansi: string): Promise<StatusRow[]> => tx.many(sql`${STATUS} where instansi = ${instansi} order by to_day desc, id limit 200`);
export const findStatus = (tx: Tx, instansi: string, id: string): Promise<StatusRow | undefined> => tx.maybe(sql`${STATUS} where instansi = ${instansi} and id = ${id} for update`);
export const insertStatus = async (tx: Tx, instansi: string, s: Omit<StatusRow, 'endedReason' | 'version'> & { at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into timesheet.status (instansi, id, person, code, decision, from_day, to_day, made_by, made_at) values (${instansi}, ${s.id}, ${s.person}, ${s.code}, ${s.decision}, ${s.fromDay}, ${s.toDay}, ${s.madeBy}, ${s.at}) on conflict do nothing`)) > 0;
/** Ends it the day before; from its first day on it never was. */
export const endStatus = (tx: Tx, instansi: string, s: { id: string; lastDay: CalendarDay | null; reason: string }): Promise<number> =>
  tx.run(sql`update timesheet.status set to_day = coalesce(${s.lastDay}, to_day), ended_reason = ${s.lastDay === null ? s.reason : null}, version = version + 1 where instansi = ${instansi} and id = ${s.id}`);

export interface OutageRow {
  id: string;
  fromAt: Date;
  toAt: Date;
  units: string[];
  reason: string;
  madeBy: string;
  withdrawnReason: string | null;
}
const OUTAGE = sql`select id, from_at as "fromAt", to_at as "toAt", units, reason, made_by as "madeBy", withdrawn_reason as "withdrawnReason" from timesheet.outage`;
export const outagesBetween = (tx: Tx, instansi: string, from: Date, to: Date): Promise<OutageRow[]> =>
  tx.many(sql`${OUTAGE} where instansi = ${instansi} and from_at < ${to} and to_at > ${from} and withdrawn_reason is null order by from_at`);
export const listOutages = (tx: Tx, instansi: string): Promise<OutageRow[]> => tx.many(sql`${OUTAGE} where instansi = ${instansi} order by from_at desc limit 100`);
export const findOutage = (tx: Tx, instansi: string, id: string): Promise<OutageRow | undefined> => tx.maybe(sql`${OUTAGE} where instansi = ${instansi} and id = ${id} for update`);
export const insertOutage = async (tx: Tx, instansi: string, o: Omit<OutageRow, 'withdrawnReason'> & { at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into timesheet.outage (instansi, id, from_at, to_at, units, reason, made_by, made_at) values (${instansi}, ${o.id}, ${o.fromAt}, ${o.toAt}, ${o.units}, ${o.reason}, ${o.madeBy}, ${o.at}) on conflict do nothing`)) > 0;
export const withdrawOutage = (tx: Tx, instansi: string, id: string, reason: string): Promise<number> => tx.run(sql`update timesheet.outage set withdrawn_reason = ${reason} where instansi = ${instansi} and id = ${id} and withdrawn_reason is null`);

export const markOf = async (tx: Tx, instansi: string, name: string): Promise<Date | undefined> => (await tx.maybe<{ at: Date }>(sql`select at from timesheet.mark where instansi = ${instansi} and name = ${name}`))?.at;
export const setMark = (tx: Tx, instansi: string, name: string, at: Date): Promise<number> =>
  tx.run(sql`insert into timesheet.mark (instansi, name, at) values (${instansi}, ${name}, ${at}) on conflict (instansi, name) do update set at = excluded.at`);
