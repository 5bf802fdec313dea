import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { CorrectionKind } from '../contract.ts';

export interface CorrectionStored {
  id: string;
  person: string;
  month: CalendarDay;
  amount: number;
  kind: CorrectionKind;
  basis: string;
  reason: string;
  madeBy: string;
  madeAt: Date;
  /** What came with payments so far. */
  settled: number;
}
const CORRECTION = sql`select c.id, c.person, c.month, c.amount, c.kind, c.basis, c.reason, c.made_by as "madeBy", c.made_at as "madeAt",
  coalesce((select sum(s.amount) from allowance.settlement s where s.instansi = c.instansi and s.correction = c.id), 0)::bigint as settled from allowance.correction c`;

export const listCorrections = (tx: Tx, instansi: string, open: boolean): Promise<CorrectionStored[]> =>
  tx.many(sql`select * from (${CORRECTION} where c.instansi = ${instansi}) c where not ${open} or settled <> amount order by "madeAt" desc, id limit 500`);
/** What is left to settle, the oldest first. Locked: two payments do not take one rest. */
export async function openCorrections(tx: Tx, instansi: string, before: CalendarDay): Promise<CorrectionStored[]> {
  await tx.run(sql`select from allowance.correction where instansi = ${instansi} and month < ${before} for update`);
  return tx.many(sql`select * from (${CORRECTION} where c.instansi = ${instansi} and c.month < ${before}) c where settled <> amount order by "madeAt", id`);
}
/** Sums of the corrections of a month, by person. */
export const correctedIn = async (tx: Tx, instansi: string, month: CalendarDay): Promise<Map<string, number>> =>
  new Map((await tx.many<{ person: string; amount: number }>(sql`select person, sum(amount)::bigint as amount from allowance.correction where instansi = ${instansi} and month = ${month} group by person`)).map((row) => [row.person, row.amount]));
/** @returns number of new ones; one that follows from a known correction of the timesheet is left out */
export const insertCorrections = (tx: Tx, instansi: string, rows: readonly { id: string; person: string; amount: number; source?: string }[], of: { month: CalendarDay; kind: CorrectionKind; basis: string; reason: string; by: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into allowance.correction (instansi, id, person, month, amount, kind, basis, reason, source, made_by, made_at)
    select ${instansi}::uuid, n.id, n.person, ${of.month}::date, n.amount, ${of.kind}::text, ${of.basis}::text, ${of.reason}::text, n.source, ${of.by}::text, ${of.at}::timestamptz(3)
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.amount)}::bigint[], ${rows.map((r) => r.source ?? null)}::uuid[]) n (id, person, amount, source)
    on conflict do nothing`);
export const knownSource = async (tx: Tx, instansi: string, source: string): Promise<boolean> =>
  (await tx.one<{ there: boolean }>(sql`select exists (select from allowance.correction where instansi = ${instansi} and source = ${source}) as there`)).there;

export const insertSettlements = (tx: Tx, instansi: string, rows: readonly { correction: string; pay: string; amount: number }[]): Promise<number> =>
  tx.run(sql`insert into allowance.settlement (instansi, correction, pay, amount)
    select ${instansi}::uuid, n.correction, n.pay, n.amount from unnest(${rows.map((r) => r.correction)}::uuid[], ${rows.map((r) => r.pay)}::uuid[], ${rows.map((r) => r.amount)}::bigint[]) n (correction, pay, amount)`);
export const settledWith = (tx: Tx, instansi: string, pay: string): Promise<{ month: CalendarDay; amount: number; whole: number; basis: string; reason: string }[]> =>
  tx.many(sql`select c.month, s.amount, c.amount as whole, c.basis, c.reason from allowance.settlement s join allowance.correction c on c.instansi = s.instansi and c.id = s.correction
    where s.instansi = ${instansi} and s.pay = ${pay} order by c.month, c.made_at, c.id`);
