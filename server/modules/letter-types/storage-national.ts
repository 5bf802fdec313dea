import type { Tx } from '../../platform/db/database.ts';
import { sql, sqlJoin } from '../../platform/db/sql.ts';
import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { Secrecy } from '../letters/contract.ts';

export interface NationalRow {
  id: string;
  unit: string;
  type: string;
  typeTitle: string;
  number: string;
  letterDate: CalendarDay;
  subject: string;
  addressee: string;
  secrecy: Secrecy;
  classification: string;
  fileName: string;
  sha256: string;
  bytes: number;
  account: string;
  recordedBy: string;
  recordedAt: Date;
}
const ROW = sql`select id, unit, type, type_title as "typeTitle", number, letter_date as "letterDate", subject, addressee, secrecy, classification, file_name as "fileName", sha256, bytes, account, recorded_by as "recordedBy", recorded_at as "recordedAt"
  from letter_types.national_letter`;

/** @returns false when the number stands in the book of that year already, or the id is known */
export const insertNational = async (tx: Tx, instansi: string, n: NationalRow & { numberKey: string }): Promise<boolean> =>
  (await tx.run(sql`insert into letter_types.national_letter (instansi, id, unit, type, type_title, number, number_key, year, letter_date, subject, addressee, secrecy, classification, file_name, sha256, bytes, account, recorded_by, recorded_at)
    values (${instansi}, ${n.id}, ${n.unit}, ${n.type}, ${n.typeTitle}, ${n.number}, ${n.numberKey}, ${Number(n.letterDate.slice(0, 4))}, ${n.letterDate}, ${n.subject}, ${n.addressee}, ${n.secrecy}, ${n.classification}, ${n.fileName}, ${n.sha256}, ${n.bytes}, ${n.account}, ${n.recordedBy}, ${n.recordedAt})
    on conflict do nothing`)) > 0;
export const findNational = (tx: Tx, instansi: string, id: string): Promise<NationalRow | undefined> => tx.maybe(sql`${ROW} where instansi = ${instansi} and id = ${id}`);
export const findManyNational = (tx: Tx, instansi: string, ids: readonly string[]): Promise<NationalRow[]> => tx.many(sql`${ROW} where instansi = ${instansi} and id = any(${ids}::uuid[])`);
export const findByNumber = (tx: Tx, instansi: string, year: number, numberKey: string): Promise<NationalRow | undefined> => tx.maybe(sql`${ROW} where instansi = ${instansi} and year = ${year} and number_key = ${numberKey}`);

/** Newest first; every word must stand in number, subject or addressee. */
export const listNational = (tx: Tx, instansi: string, asked: { units: readonly string[]; words: readonly string[]; year?: number | undefined; before?: string | undefined; limit: number }): Promise<NationalRow[]> => {
  const wanted = [
    sql`instansi = ${instansi}`, sql`unit = any(${asked.units}::uuid[])`, ...(asked.year ? [sql`year = ${asked.year}`] : []), ...(asked.before ? [sql`id < ${asked.before}`] : []),
    ...asked.words.map((word) => sql`(number || ' ' || subject || ' ' || addressee) ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
  ];
  return tx.many(sql`${ROW} where ${sqlJoin(wanted, ' and ')} order by id desc limit ${asked.limit}`);
};

export interface Handing {
  post: string;
  key: string;
  byName: string;
}
/** @returns false when it was handed on to this post before */
export const insertHanding = async (tx: Tx, instansi: string, h: Handing & { letter: string; at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into letter_types.national_handing (instansi, letter, post, key, by_name, at) values (${instansi}, ${h.letter}, ${h.post}, ${h.key}, ${h.byName}, ${h.at}) on conflict do nothing`)) > 0;
export const listHandings = (tx: Tx, instansi: string, letter: string): Promise<Handing[]> =>
  tx.many(sql`select post, key, by_name as "byName" from letter_types.national_handing where instansi = ${instansi} and letter = ${letter} order by at, post`);
