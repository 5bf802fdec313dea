import type { PerformanceSettings } from '../../../engines/performance/rules-format.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

export interface SettingRecord {
  id: string;
  validFrom: CalendarDay;
  legalBasis: string;
  rules: PerformanceSettings;
  madeBy: string;
  madeAt: Date;
}
const COLUMNS = sql`id, valid_from as "validFrom", legal_basis as "legalBasis", rules, made_by as "madeBy", made_at as "madeAt"`;
export const listSettings = (tx: Tx, instansi: string): Promise<SettingRecord[]> => tx.many(sql`select ${COLUMNS} from performance.setting where instansi = ${instansi} order by valid_from desc`);
export const settingOn = (tx: Tx, instansi: string, day: CalendarDay): Promise<SettingRecord | undefined> =>
  tx.maybe(sql`select ${COLUMNS} from performance.setting where instansi = ${instansi} and valid_from <= ${day} order by valid_from desc limit 1`);
export const insertSetting = (tx: Tx, instansi: string, s: SettingRecord): Promise<number> =>
  tx.run(sql`insert into performance.setting (instansi, id, valid_from, legal_basis, rules, made_by, made_at) values (${instansi}, ${s.id}, ${s.validFrom}, ${s.legalBasis}, ${JSON.stringify(s.rules)}, ${s.madeBy}, ${s.madeAt})
    on conflict (instansi, valid_from) do nothing`);
