import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface SeriesKey {
  unit: string;
  series: string;
  year: number;
}

/**
 * Locks the register until the transaction ends and tells its last number; 0 in a new year. The number itself is taken
 * by `takeNumber` after everything else of the letter is known.
 */
export async function lockRegister(tx: Tx, instansi: string, key: SeriesKey, shape: { classification: string; pattern: string }): Promise<number> {
  const row = await tx.one<{ last: number }>(sql`insert into issuance.register as r (instansi, unit, series, year, classification, pattern)
    values (${instansi}, ${key.unit}, ${key.series}, ${key.year}, ${shape.classification}, ${shape.pattern})
    on conflict (instansi, unit, series, year) do update set classification = excluded.classification, pattern = excluded.pattern
    returning r.last`);
  return row.last;
}

export async function takeNumber(tx: Tx, instansi: string, key: SeriesKey, seq: number): Promise<void> {
  const taken = await tx.run(sql`update issuance.register set last = ${seq}
    where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year} and last = ${seq - 1}`);
  if (taken !== 1) throw new Error('a number was taken without the lock of its register');
}

/** Several at once, for numbers that are set aside. */
export async function takeNumbers(tx: Tx, instansi: string, key: SeriesKey, last: number, count: number): Promise<void> {
  const taken = await tx.run(sql`update issuance.register set last = ${last + count}
    where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year} and last = ${last}`);
  if (taken !== 1) throw new Error('numbers were set aside without the lock of their register');
}

export interface RegisterRow extends SeriesKey {
  last: number;
  classification: string;
  pattern: string;
}

export const listRegisters = (tx: Tx, instansi: string, year: number) =>
  tx.many<RegisterRow>(sql`select unit, series, year, last, classification, pattern from issuance.register where instansi = ${instansi} and year = ${year} order by series, unit`);

export async function countUnfinished(tx: Tx, instansi: string): Promise<number> {
  const row = await tx.one<{ count: number }>(sql`select count(*) from issuance.document where instansi = ${instansi} and status in ('numbered', 'failed', 'uncertain', 'awaiting-scan')`);
  return row.count;
}

/** Others who number or set aside in this series wait for this transaction. */
export const lockKnownRegister = (tx: Tx, instansi: string, key: SeriesKey) =>
  tx.maybe<RegisterRow>(sql`select unit, series, year, last, classification, pattern from issuance.register
    where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year} for update`);

export const findRegister = (tx: Tx, instansi: string, key: SeriesKey) =>
  tx.maybe<RegisterRow>(sql`select unit, series, year, last, classification, pattern from issuance.register
    where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year}`);

/** Held numbers of every series of the year, for the list. */
export const countHeld = (tx: Tx, instansi: string, year: number) =>
  tx.many<SeriesKey & { count: number }>(sql`select unit, series, year, count(*) as count from issuance.reserved_number where instansi = ${instansi} and year = ${year} and state = 'held' group by unit, series, year`);
