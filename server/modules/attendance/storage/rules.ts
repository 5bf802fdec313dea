import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { CheckInRule } from '../contract.ts';

export interface RuleRow {
  from_day: CalendarDay;
  rule: CheckInRule;
  legal_basis: string;
}
/** The latest first. */
export const listRules = (tx: Tx, instansi: string): Promise<RuleRow[]> => tx.many(sql`select from_day, rule, legal_basis from attendance.rule where instansi = ${instansi} order by from_day desc limit 100`);
export const saveRule = (tx: Tx, instansi: string, r: { id: string; from: CalendarDay; rule: CheckInRule; legalBasis: string; by: string | null; at: Date }): Promise<number> =>
  tx.run(sql`insert into attendance.rule (instansi, id, from_day, rule, legal_basis, made_by, made_at) values (${instansi}, ${r.id}, ${r.from}, ${JSON.stringify(r.rule)}, ${r.legalBasis}, ${r.by}, ${r.at})
    on conflict (instansi, from_day) do update set rule = excluded.rule, legal_basis = excluded.legal_basis, made_by = excluded.made_by, made_at = excluded.made_at`);
