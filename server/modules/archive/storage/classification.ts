import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { ArchiveSettings } from '../contract.ts';
import type { RetentionFields } from '../contract/words.ts';

// Chapters: codes · retention · settings. Wordings of one code never overlap: whoever writes holds the lock.

export interface CodeRecord {
  code: string;
  title: string;
  alias: string;
  named: boolean;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}
const CODE = sql`code, title, alias, named, from_day as "fromDay", to_day as "toDay"`;

/** In the order of the tree. */
export const codesOn = (tx: Tx, instansi: string, day: CalendarDay): Promise<CodeRecord[]> =>
  tx.many(sql`select ${CODE} from archive.code where instansi = ${instansi} and from_day <= ${day} and (to_day is null or to_day >= ${day}) order by sort`);
export const hasCodes = async (tx: Tx, instansi: string): Promise<boolean> => (await tx.one<{ has: boolean }>(sql`select exists (select from archive.code where instansi = ${instansi}) as has`)).has;
/** Whether the institution has a list of its own, and the title there. */
export const titleOn = (tx: Tx, instansi: string, code: string, day: CalendarDay): Promise<{ own: boolean; title: string | null }> =>
  tx.one(sql`select exists (select from archive.code where instansi = ${instansi}) as own, (select title from archive.code where instansi = ${instansi} and code = ${code} and from_day <= ${day} and (to_day is null or to_day >= ${day})) as title`);
export const wordingsOf = (tx: Tx, instansi: string, code: string): Promise<CodeRecord[]> => tx.many(sql`select ${CODE} from archive.code where instansi = ${instansi} and code = ${code} order by from_day`);
/** Two administrators wait for each other; readers do not. */
export const lockLists = (tx: Tx, instansi: string): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(hashtextextended('archive.lists' || ${instansi}::text, 0))`);

/** `000.1.10` follows `000.1.9`. */
const sortKey = (code: string): string => code.split('.').map((segment) => segment.padStart(4, '0')).join('.');
export const insertCodes = (tx: Tx, instansi: string, rows: readonly (Omit<CodeRecord, 'toDay'> & { id: string })[]): Promise<number> =>
  tx.run(sql`insert into archive.code (instansi, id, code, sort, title, alias, named, from_day)
    select ${instansi}::uuid, c.* from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.code)}::text[], ${rows.map((r) => sortKey(r.code))}::text[], ${rows.map((r) => r.title)}::text[], ${rows.map((r) => r.alias)}::text[], ${rows.map((r) => r.named)}::boolean[], ${rows.map((r) => r.fromDay)}::date[]) c`);
/** The wording in force on the day before `day` ends then; one that began on `day` itself is replaced. */
export async function endCodes(tx: Tx, instansi: string, codes: readonly string[], lastDay: CalendarDay): Promise<number> {
  await tx.run(sql`delete from archive.code where instansi = ${instansi} and code = any(${codes}::text[]) and from_day > ${lastDay}::date`);
  return tx.run(sql`update archive.code set to_day = ${lastDay} where instansi = ${instansi} and code = any(${codes}::text[]) and (to_day is null or to_day > ${lastDay}::date)`);
}

export interface RetentionRecord extends RetentionFields {
  code: string;
  fromDay: CalendarDay;
}
const RETENTION = sql`code, active_years as "activeYears", inactive_years as "inactiveYears", fate, security, access, basis, from_day as "fromDay"`;
export const retentionOn = (tx: Tx, instansi: string, day: CalendarDay): Promise<RetentionRecord[]> =>
  tx.many(sql`select ${RETENTION} from archive.retention where instansi = ${instansi} and from_day <= ${day} and (to_day is null or to_day >= ${day})`);
export const insertRetention = (tx: Tx, instansi: string, rows: readonly (RetentionRecord & { id: string })[]): Promise<number> =>
  tx.run(sql`insert into archive.retention (instansi, id, code, active_years, inactive_years, fate, security, access, basis, from_day)
    select ${instansi}::uuid, r.* from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.activeYears)}::integer[], ${rows.map((r) => r.inactiveYears)}::integer[], ${rows.map((r) => r.fate)}::text[],
      ${rows.map((r) => r.security)}::text[], ${rows.map((r) => r.access)}::text[], ${rows.map((r) => r.basis)}::text[], ${rows.map((r) => r.fromDay)}::date[]) r`);
export async function endRetention(tx: Tx, instansi: string, codes: readonly string[], lastDay: CalendarDay): Promise<number> {
  await tx.run(sql`delete from archive.retention where instansi = ${instansi} and code = any(${codes}::text[]) and from_day > ${lastDay}::date`);
  return tx.run(sql`update archive.retention set to_day = ${lastDay} where instansi = ${instansi} and code = any(${codes}::text[]) and (to_day is null or to_day > ${lastDay}::date)`);
}

export const findSettings = (tx: Tx, instansi: string): Promise<{ version: number; body: ArchiveSettings } | undefined> => tx.maybe(sql`select version, body from archive.settings where instansi = ${instansi}`);
/** @returns 0 when somebody saved meanwhile */
export const saveSettings = (tx: Tx, instansi: string, version: number, body: ArchiveSettings): Promise<number> =>
  version === 1
    ? tx.run(sql`insert into archive.settings (instansi, version, body) values (${instansi}, 2, ${JSON.stringify(body)}) on conflict do nothing`)
    : tx.run(sql`update archive.settings set version = version + 1, body = ${JSON.stringify(body)} where instansi = ${instansi} and version = ${version}`);
