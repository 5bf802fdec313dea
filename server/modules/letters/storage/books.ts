import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Action, LetterFold } from '../rules/letter-state.ts';
import type { NewLetter } from './letters.ts';

// Chapters: the counter · openings · blocks · what was on paper

/** The book of incoming letters of a unit and year. */
export interface BookKey {
  unit: string;
  year: number;
}

/**
 * The next number of a unit's book: the row is locked until the caller's transaction ends, so no number is lost or given
 * twice; blocks that were lent out are stepped over.
 */
export async function takeAgenda(tx: Tx, instansi: string, { unit, year }: BookKey): Promise<number> {
  const { last } = await tx.one<{ last: number }>(sql`insert into letters.book (instansi, unit, direction, year, last) values (${instansi}, ${unit}, 'in', ${year}, 1)
    on conflict (instansi, unit, direction, year) do update set last = letters.book.last + 1 returning last`);
  const free = await firstFree(tx, instansi, { unit, year }, last);
  if (free !== last) await tx.run(sql`update letters.book set last = ${free} where instansi = ${instansi} and unit = ${unit} and direction = 'in' and year = ${year}`);
  return free;
}
export async function firstFree(tx: Tx, instansi: string, { unit, year }: BookKey, from: number): Promise<number> {
  let number = from;
  for (const block of await tx.many<{ first: number; last: number }>(sql`select first, last from letters.lease where instansi = ${instansi} and unit = ${unit} and year = ${year} and last >= ${from} order by first`)) {
    if (block.first > number) break;
    number = Math.max(number, block.last + 1);
  }
  return number;
}
/** Its last number, 0 where it has none yet; locked until the transaction ends, also against who takes the first number. */
export const lockBook = async (tx: Tx, instansi: string, { unit, year }: BookKey): Promise<number> =>
  (await tx.one<{ last: number }>(sql`insert into letters.book as b (instansi, unit, direction, year, last) values (${instansi}, ${unit}, 'in', ${year}, 0) on conflict (instansi, unit, direction, year) do update set last = b.last returning last`)).last;
export const setLast = (tx: Tx, instansi: string, { unit, year }: BookKey, last: number): Promise<number> =>
  tx.run(sql`update letters.book set last = ${last} where instansi = ${instansi} and unit = ${unit} and direction = 'in' and year = ${year}`);

export interface OpeningRow {
  id: string;
  number: number;
  day: CalendarDay;
  note: string;
  opened_by: string;
  opened_at: Date;
  scan_name: string;
  scan_type: string;
  scan_sha256: string;
}
const OPENING = sql`select id, number, day, note, opened_by, opened_at, scan_name, scan_type, scan_sha256 from letters.opening`;
export const insertOpening = (tx: Tx, instansi: string, { unit, year }: BookKey, o: OpeningRow & { account: string }): Promise<number> =>
  tx.run(sql`insert into letters.opening (instansi, id, unit, year, number, day, note, account, opened_by, opened_at, scan_name, scan_type, scan_sha256)
    values (${instansi}, ${o.id}, ${unit}, ${year}, ${o.number}, ${o.day}, ${o.note}, ${o.account}, ${o.opened_by}, ${o.opened_at}, ${o.scan_name}, ${o.scan_type}, ${o.scan_sha256})`);
export const listOpenings = (tx: Tx, instansi: string, { unit, year }: BookKey): Promise<OpeningRow[]> =>
  tx.many(sql`${OPENING} where instansi = ${instansi} and unit = ${unit} and year = ${year} order by number desc limit 50`);
export const findOpening = (tx: Tx, instansi: string, unit: string, id: string): Promise<OpeningRow | undefined> => tx.maybe(sql`${OPENING} where instansi = ${instansi} and unit = ${unit} and id = ${id}`);

export interface LeaseRow extends BookKey {
  id: string;
  first: number;
  last: number;
  holder: string;
  until: CalendarDay;
  state: 'open' | 'closed';
  leased_by: string;
  leased_at: Date;
  closed_by: string | null;
  closed_at: Date | null;
  close_reason: string | null;
}
const LEASE = sql`select id, unit, year, first, last, holder, until, state, leased_by, leased_at, closed_by, closed_at, close_reason from letters.lease`;
export const insertLease = (tx: Tx, instansi: string, l: LeaseRow & { account: string }): Promise<number> =>
  tx.run(sql`insert into letters.lease (instansi, id, unit, year, first, last, holder, until, account, leased_by, leased_at)
    values (${instansi}, ${l.id}, ${l.unit}, ${l.year}, ${l.first}, ${l.last}, ${l.holder}, ${l.until}, ${l.account}, ${l.leased_by}, ${l.leased_at})`);
export const listLeases = (tx: Tx, instansi: string, { unit, year }: BookKey): Promise<LeaseRow[]> => tx.many(sql`${LEASE} where instansi = ${instansi} and unit = ${unit} and year = ${year} order by first desc limit 300`);
export const lockLease = (tx: Tx, instansi: string, unit: string, id: string): Promise<LeaseRow | undefined> => tx.maybe(sql`${LEASE} where instansi = ${instansi} and unit = ${unit} and id = ${id} for update`);
/** The open block that a number lies in. Shared with others who write into it; whoever closes it waits. */
export const leaseOf = (tx: Tx, instansi: string, { unit, year }: BookKey, number: number): Promise<LeaseRow | undefined> =>
  tx.maybe(sql`${LEASE} where instansi = ${instansi} and unit = ${unit} and year = ${year} and state = 'open' and ${number} between first and last for share`);
export const overlapping = (tx: Tx, instansi: string, { unit, year }: BookKey, first: number, last: number): Promise<LeaseRow | undefined> =>
  tx.maybe(sql`${LEASE} where instansi = ${instansi} and unit = ${unit} and year = ${year} and first <= ${last} and last >= ${first} order by first limit 1`);
export const closeLease = (tx: Tx, instansi: string, id: string, c: { by: string; at: Date; reason: string }): Promise<number> =>
  tx.run(sql`update letters.lease set state = 'closed', closed_by = ${c.by}, closed_at = ${c.at}, close_reason = ${c.reason} where instansi = ${instansi} and id = ${id} and state = 'open'`);

/** Numbers of the book that a letter has, between two. */
export const numbersBetween = async (tx: Tx, instansi: string, { unit, year }: BookKey, first: number, last: number): Promise<number[]> =>
  (await tx.many<{ agenda: number }>(sql`select agenda from letters.letter where instansi = ${instansi} and unit = ${unit} and direction = 'in' and year = ${year} and agenda between ${first} and ${last} order by agenda`)).map((row) => row.agenda);
export const countTaken = async (tx: Tx, instansi: string, { unit, year }: BookKey): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*) as count from letters.letter where instansi = ${instansi} and unit = ${unit} and direction = 'in' and year = ${year} and channel = 'paper'`)).count;

export interface KnownNumber {
  agenda: number;
  id: string;
  digest: string | null;
}
/** Of these numbers those that a letter has, with the hash by which it is known. */
export const knownNumbers = (tx: Tx, instansi: string, { unit, year }: BookKey, numbers: readonly number[]): Promise<KnownNumber[]> =>
  tx.many(sql`select l.agenda, l.id, encode(k.digest, 'hex') as digest from letters.letter l left join letters.known k on k.instansi = l.instansi and k.letter = l.id
    where l.instansi = ${instansi} and l.unit = ${unit} and l.direction = 'in' and l.year = ${year} and l.agenda = any(${numbers}::integer[])`);
export const knownDigests = (tx: Tx, instansi: string, digests: readonly Buffer[]): Promise<{ digest: string; letter: string; agenda: number; year: number }[]> =>
  tx.many(sql`select encode(k.digest, 'hex') as digest, k.letter, l.agenda, l.year from unnest(${digests}::bytea[]) d join letters.known k on k.instansi = ${instansi} and k.digest = d
    join letters.letter l on l.instansi = k.instansi and l.id = k.letter`);

export interface TakenLetter {
  row: NewLetter;
  folded: LetterFold;
  action: Action;
  digest: Buffer;
}
/** Letters of a paper book, finished as they stand: every table in one statement. */
export async function insertTaken(tx: Tx, instansi: string, letters: readonly TakenLetter[]): Promise<void> {
  const rows = JSON.stringify(letters.map(({ row, folded, action }) => ({ ...row, sealed: row.sealed?.toString('hex') ?? null, folded, action, branch: folded.branches[0] })));
  await tx.run(sql`insert into letters.letter (instansi, id, direction, unit, year, agenda, client_key, sender, sender_number, letter_date, subject, summary, attachments, classification, secrecy, urgency, channel, from_instansi, sealed,
      duplicate_of, account, recorded_by, received_at, registered_at)
    select ${instansi}::uuid, r.id, 'in', r.unit, r.year, r.agenda, null, r.sender, r.sender_number, r.letter_date, r.subject, r.summary, r.attachments, r.classification, r.secrecy, r.urgency, r.channel, null, decode(r.sealed, 'hex'),
      r.duplicate_of, r.account, r.recorded_by, r.received_at, r.registered_at
    from jsonb_to_recordset(${rows}::jsonb) r (id uuid, unit uuid, year integer, agenda integer, sender text, sender_number text, letter_date date, subject text, summary text, attachments text, classification text, secrecy text, urgency text,
      channel text, sealed text, duplicate_of uuid, account uuid, recorded_by text, received_at timestamptz, registered_at timestamptz)`);
  await tx.run(sql`insert into letters.known (instansi, digest, letter) select ${instansi}::uuid, k.* from unnest(${letters.map((one) => one.digest)}::bytea[], ${letters.map((one) => one.row.id)}::uuid[]) k on conflict do nothing`);
  await tx.run(sql`insert into letters.action (instansi, letter, seq, kind, at, account, payload) select ${instansi}::uuid, r.id, 1, 'register', r.received_at, r.account, r.action
    from jsonb_to_recordset(${rows}::jsonb) r (id uuid, received_at timestamptz, account uuid, action jsonb)`);
  await tx.run(sql`insert into letters.state (instansi, letter, seq, state, due_at, due_provisional, finished_at, folded)
    select ${instansi}::uuid, r.id, 1, 'selesai', r.received_at, false, r.received_at, r.folded from jsonb_to_recordset(${rows}::jsonb) r (id uuid, received_at timestamptz, folded jsonb)`);
  await tx.run(sql`insert into letters.branch (instansi, id, letter, post, unit, state, arrived_at, read_at, ended_at, due_at, seq, person, secrecy)
    select ${instansi}::uuid, (r.branch ->> 'id')::uuid, r.id, (r.branch ->> 'post')::uuid, (r.branch ->> 'unit')::uuid, 'selesai', r.received_at, r.received_at, r.received_at, r.received_at, 1, case when r.secrecy = 'sangat-rahasia' then (r.branch -> 'heldBy' ->> 'person')::uuid end, r.secrecy
    from jsonb_to_recordset(${rows}::jsonb) r (id uuid, received_at timestamptz, secrecy text, branch jsonb)`);
}
