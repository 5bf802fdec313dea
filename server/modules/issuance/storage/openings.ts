import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { SeriesKey } from './registers.ts';

// Chapters: openings · blocks · numbers of a paper register

export interface OpeningRow {
  id: string;
  number: number;
  day: CalendarDay;
  note: string;
  openedBy: string;
  openedAt: Date;
  scanName: string;
  scanType: string;
  scanSha256: string;
}
const OPENING = sql`select id, number, day, note, opened_by as "openedBy", opened_at as "openedAt", scan_name as "scanName", scan_type as "scanType", scan_sha256 as "scanSha256" from issuance.opening`;

/** Locks the register, makes it where it is not yet there; its last number is that of the paper register from now on. */
export const setLast = (tx: Tx, instansi: string, { unit, series, year }: SeriesKey, last: number): Promise<number> =>
  tx.run(sql`update issuance.register set last = ${last} where instansi = ${instansi} and unit = ${unit} and series = ${series} and year = ${year}`);
export const beginRegister = async (tx: Tx, instansi: string, { unit, series, year }: SeriesKey, shape: { classification: string; pattern: string }): Promise<number> =>
  (await tx.one<{ last: number }>(sql`insert into issuance.register as r (instansi, unit, series, year, classification, pattern) values (${instansi}, ${unit}, ${series}, ${year}, ${shape.classification}, ${shape.pattern})
    on conflict (instansi, unit, series, year) do update set last = r.last returning r.last`)).last;
export const insertOpening = (tx: Tx, instansi: string, { unit, series, year }: SeriesKey, o: OpeningRow & { account: string }): Promise<number> =>
  tx.run(sql`insert into issuance.opening (instansi, id, unit, series, year, number, day, note, account, opened_by, opened_at, scan_name, scan_type, scan_sha256)
    values (${instansi}, ${o.id}, ${unit}, ${series}, ${year}, ${o.number}, ${o.day}, ${o.note}, ${o.account}, ${o.openedBy}, ${o.openedAt}, ${o.scanName}, ${o.scanType}, ${o.scanSha256})`);
export const listOpenings = (tx: Tx, instansi: string, { unit, series, year }: SeriesKey): Promise<OpeningRow[]> =>
  tx.many(sql`${OPENING} where instansi = ${instansi} and unit = ${unit} and series = ${series} and year = ${year} order by number desc limit 50`);
export const findOpening = (tx: Tx, instansi: string, id: string): Promise<OpeningRow | undefined> => tx.maybe(sql`${OPENING} where instansi = ${instansi} and id = ${id}`);

export interface BlockRow {
  block: string;
  holder: string;
  first: number;
  last: number;
  until: CalendarDay;
  by: string;
  at: Date;
  used: number;
  held: number;
  unused: number;
}
export const insertBlock = (tx: Tx, instansi: string, { unit, series, year }: SeriesKey, b: { block: string; holder: string; ids: readonly string[]; first: number; reason: string; until: CalendarDay; account: string; by: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into issuance.reserved_number (instansi, id, unit, series, year, seq, reason, until, held_by, held_by_name, created_at, block, holder)
    select ${instansi}::uuid, n.id, ${unit}::uuid, ${series}::text, ${year}::integer, ${b.first}::integer + n.nth::integer - 1, ${b.reason}::text, ${b.until}::date, ${b.account}::uuid, ${b.by}::text, ${b.at}::timestamptz, ${b.block}::uuid, ${b.holder}::text from unnest(${b.ids}::uuid[]) with ordinality n (id, nth)`);
const BLOCK = sql`select block, min(holder) as holder, min(seq) as first, max(seq) as last, min(until) as until, min(held_by_name) as by, min(created_at) as at,
  count(*) filter (where state = 'used') as used, count(*) filter (where state = 'held') as held, count(*) filter (where state = 'unused') as unused from issuance.reserved_number`;
export const listBlocks = (tx: Tx, instansi: string, { unit, series, year }: SeriesKey): Promise<BlockRow[]> =>
  tx.many(sql`${BLOCK} where instansi = ${instansi} and unit = ${unit} and series = ${series} and year = ${year} and block is not null group by block order by min(seq) desc limit 100`);
export const findBlock = (tx: Tx, instansi: string, block: string): Promise<BlockRow | undefined> => tx.maybe(sql`${BLOCK} where instansi = ${instansi} and block = ${block} group by block`);
/** @returns how many had not been used; a number that waits for a letter of ours stays */
export const closeBlock = (tx: Tx, instansi: string, block: string, c: { by: string; at: Date; reason: string }): Promise<number> =>
  tx.run(sql`update issuance.reserved_number set state = 'unused', closed_at = ${c.at}, closed_by_name = ${c.by}, close_reason = ${c.reason} where instansi = ${instansi} and block = ${block} and state = 'held' and case_id is null`);

export interface TakenNumber {
  seq: number;
  insert: string;
  state: 'held' | 'used' | 'unused' | 'letter';
  id: string;
  lent: boolean;
  letterDay: CalendarDay | null;
  usedFor: string | null;
}
export const numbersThere = (tx: Tx, instansi: string, { unit, series, year }: SeriesKey, seqs: readonly number[]): Promise<TakenNumber[]> =>
  tx.many(sql`select seq, insert_letters as "insert", state, id, block is not null and case_id is null as lent, letter_day as "letterDay", used_for as "usedFor" from issuance.reserved_number
      where instansi = ${instansi} and unit = ${unit} and series = ${series} and year = ${year} and seq = any(${seqs}::integer[])
    union all select seq, insert_letters, 'letter', id, false, letter_date, title from issuance.document
      where instansi = ${instansi} and unit = ${unit} and series = ${series} and year = ${year} and seq = any(${seqs}::integer[])`);

export interface PaperNumber {
  id: string;
  seq: number;
  insert: string;
  day: CalendarDay;
  number: string;
  title: string;
  signer: string;
  /** A lent number that stands there held, and is used by this. */
  held: string | null;
}
export async function insertPaper(tx: Tx, instansi: string, { unit, series, year }: SeriesKey, numbers: readonly PaperNumber[], who: { account: string; name: string; at: Date; reason: string }): Promise<void> {
  const rows = JSON.stringify(numbers);
  const shape = sql`jsonb_to_recordset(${rows}::jsonb) r (id uuid, seq integer, insert text, day date, number text, title text, signer text, held uuid)`;
  await tx.run(sql`insert into issuance.reserved_number (instansi, id, unit, series, year, seq, insert_letters, state, reason, until, letter_day, held_by, held_by_name, created_at, used_number, used_for, used_signer, closed_at, closed_by_name, paper)
    select ${instansi}::uuid, r.id, ${unit}::uuid, ${series}::text, ${year}::integer, r.seq, r.insert, 'used', ${who.reason}::text, r.day, r.day, ${who.account}::uuid, ${who.name}::text, ${who.at}::timestamptz, r.number, r.title, r.signer, ${who.at}::timestamptz, ${who.name}::text, true
    from ${shape} where r.held is null`);
  await tx.run(sql`update issuance.reserved_number n set state = 'used', letter_day = r.day, used_number = r.number, used_for = r.title, used_signer = r.signer, closed_at = ${who.at}, closed_by_name = ${who.name}, paper = true
    from ${shape} where n.instansi = ${instansi} and n.id = r.held and n.state = 'held'`);
}
export const countPaper = async (tx: Tx, instansi: string, { unit, series, year }: SeriesKey): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*) as count from issuance.reserved_number where instansi = ${instansi} and unit = ${unit} and series = ${series} and year = ${year} and paper`)).count;
