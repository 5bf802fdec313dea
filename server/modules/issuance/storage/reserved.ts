import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { PlacedNumber } from '../rules/where-a-forgotten-letter-goes.ts';
import type { SeriesKey } from './registers.ts';

// Chapters: rows · setting aside · using and closing · one series

export interface ReservedRow extends SeriesKey {
  id: string;
  seq: number;
  insert: string;
  state: 'held' | 'used' | 'unused';
  reason: string;
  until: CalendarDay;
  letterDay: CalendarDay | null;
  heldByName: string;
  createdAt: Date;
  caseKind: string | null;
  caseId: string | null;
  document: string | null;
  usedNumber: string | null;
  usedFor: string | null;
  usedSigner: string | null;
  closedAt: Date | null;
  closedByName: string | null;
  closeReason: string | null;
  block: string | null;
}

const columns = sql`id, unit, series, year, seq, insert_letters as "insert", state, reason, until, letter_day as "letterDay", held_by_name as "heldByName", created_at as "createdAt",
  case_kind as "caseKind", case_id as "caseId", document, used_number as "usedNumber", used_for as "usedFor", used_signer as "usedSigner",
  closed_at as "closedAt", closed_by_name as "closedByName", close_reason as "closeReason", block`;

export interface NewReserved extends SeriesKey {
  id: string;
  seq: number;
  insert: string;
  reason: string;
  until: CalendarDay;
  letterDay: CalendarDay | null;
  heldBy: string;
  heldByName: string;
  at: Date;
}

export async function insertReserved(tx: Tx, instansi: string, r: NewReserved): Promise<void> {
  await tx.run(sql`insert into issuance.reserved_number (instansi, id, unit, series, year, seq, insert_letters, reason, until, letter_day, held_by, held_by_name, created_at)
    values (${instansi}, ${r.id}, ${r.unit}, ${r.series}, ${r.year}, ${r.seq}, ${r.insert}, ${r.reason}, ${r.until}, ${r.letterDay}, ${r.heldBy}, ${r.heldByName}, ${r.at})`);
}

export const lockReserved = (tx: Tx, instansi: string, id: string) =>
  tx.maybe<ReservedRow>(sql`select ${columns} from issuance.reserved_number where instansi = ${instansi} and id = ${id} for update`);

/** The number that waits for the letter of a case. */
export const findForCase = (tx: Tx, instansi: string, of: { caseKind: string; caseId: string }) =>
  tx.maybe<ReservedRow>(sql`select ${columns} from issuance.reserved_number where instansi = ${instansi} and case_kind = ${of.caseKind} and case_id = ${of.caseId} and state = 'held'`);

/** The letter stands on a set-aside number: its day is not that of a later try. */
export const stoodOnReserved = async (tx: Tx, instansi: string, document: string): Promise<boolean> =>
  (await tx.maybe(sql`select 1 from issuance.reserved_number where instansi = ${instansi} and document = ${document}`)) !== undefined;

/** A case, and the day of its letter if it is not the day of signing, wait for each other. */
export async function bindToCase(tx: Tx, instansi: string, id: string, to: { caseKind: string; caseId: string; letterDay: CalendarDay | null; usedFor: string }): Promise<void> {
  await tx.run(sql`update issuance.reserved_number set case_kind = ${to.caseKind}, case_id = ${to.caseId}, letter_day = ${to.letterDay}, used_for = ${to.usedFor} where instansi = ${instansi} and id = ${id} and state = 'held'`);
}

export interface UsedFor {
  document: string | null;
  letterDay: CalendarDay;
  number: string;
  title: string;
  signer: string;
  at: Date;
  byName: string;
}

/** @returns false when it was used or closed meanwhile */
export async function saveUsed(tx: Tx, instansi: string, id: string, u: UsedFor): Promise<boolean> {
  return 1 === (await tx.run(sql`update issuance.reserved_number set state = 'used', document = ${u.document}, letter_day = ${u.letterDay}, used_number = ${u.number}, used_for = ${u.title},
      used_signer = ${u.signer}, closed_at = ${u.at}, closed_by_name = ${u.byName}
    where instansi = ${instansi} and id = ${id} and state = 'held'`));
}

/** @returns false when it was used or closed meanwhile */
export async function saveUnused(tx: Tx, instansi: string, id: string, c: { at: Date; byName: string; reason: string }): Promise<boolean> {
  return 1 === (await tx.run(sql`update issuance.reserved_number set state = 'unused', closed_at = ${c.at}, closed_by_name = ${c.byName}, close_reason = ${c.reason}
    where instansi = ${instansi} and id = ${id} and state = 'held'`));
}

/** Newest first, without those of a paper register; a series has few of them. */
export const listReserved = (tx: Tx, instansi: string, key: SeriesKey) =>
  tx.many<ReservedRow>(sql`select ${columns} from issuance.reserved_number
    where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year} and not (paper and block is null) order by seq desc, insert_letters desc limit 500`);

export const insertsBehind = async (tx: Tx, instansi: string, key: SeriesKey, seq: number): Promise<string[]> =>
  (await tx.many<{ letters: string }>(sql`select insert_letters as letters from issuance.reserved_number
    where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year} and seq = ${seq} and insert_letters <> ''`)).map((row) => row.letters);

/** Days of the letters that have a number of their own and stand after `day`. */
export const laterNumbers = (tx: Tx, instansi: string, key: SeriesKey, day: CalendarDay) =>
  tx.many<PlacedNumber>(sql`select min(seq) as seq, letter_date as "letterDate" from issuance.document
      where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year} and insert_letters = '' and letter_date > ${day} group by letter_date
    union all select min(seq), letter_day from issuance.reserved_number
      where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year} and insert_letters = '' and state = 'used' and letter_day > ${day} group by letter_day`);

/** Every number of the series that a letter has or somebody set aside. */
export const takenNumbers = async (tx: Tx, instansi: string, key: SeriesKey): Promise<number[]> =>
  (await tx.many<{ seq: number }>(sql`select seq from issuance.document where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year}
    union select seq from issuance.reserved_number where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year}`)).map((row) => row.seq);

export const countLetters = (tx: Tx, instansi: string, key: SeriesKey) =>
  tx.one<{ letters: number; revoked: number; unfinished: number }>(sql`select count(*) as letters, count(*) filter (where status = 'revoked') as revoked,
      count(*) filter (where status in ('numbered', 'failed', 'uncertain', 'awaiting-scan')) as unfinished
    from issuance.document where instansi = ${instansi} and unit = ${key.unit} and series = ${key.series} and year = ${key.year}`);

/** Of every institution, as the owner: held numbers whose last day is before `day`. */
export const listHeldUntil = (tx: Tx, day: CalendarDay) =>
  tx.many<{ instansi: string; id: string }>(sql`select instansi, id from issuance.reserved_number where state = 'held' and until < ${day} order by until limit 500`);
