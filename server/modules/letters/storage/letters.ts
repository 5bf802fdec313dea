import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { BranchState, Channel, LetterState, Secrecy, Urgency } from '../contract.ts';
import { branchOf, type Action, type Attendance, type Branch, type LetterFold } from '../rules/letter-state.ts';

// Chapters: rows · agenda numbers · writing · reading one letter

export interface LetterRecord {
  id: string;
  unit: string;
  year: number;
  agenda: number;
  sender: string;
  sender_number: string;
  letter_date: CalendarDay;
  subject: string;
  summary: string;
  attachments: string;
  classification: string;
  secrecy: Secrecy;
  urgency: Urgency;
  channel: Channel;
  sealed: Buffer | null;
  duplicate_of: string | null;
  account: string | null;
  recorded_by: string;
  received_at: Date;
}
export interface FileRow {
  id: string;
  seq: number;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  sealed: boolean;
  text_state: 'none' | 'waiting' | 'read' | 'impossible' | 'closed';
}
export interface StoredAction {
  seq: number;
  kind: Action['kind'];
  at: Date;
  payload: Action;
  words: string | null;
  sealed: Buffer | null;
}

export const lastAgenda = async (tx: Tx, instansi: string, unit: string, year: number): Promise<number> =>
  (await tx.maybe<{ last: number }>(sql`select last from letters.book where instansi = ${instansi} and unit = ${unit} and direction = 'in' and year = ${year}`))?.last ?? 0;

export interface NewLetter extends LetterRecord {
  client_key: string | null;
  from_instansi: string | null;
  /** Of module outgoing, where it was signed in this institution. */
  from_letter?: string | null;
  registered_at: Date;
}
export const insertLetter = (tx: Tx, instansi: string, l: NewLetter): Promise<number> =>
  tx.run(sql`insert into letters.letter (instansi, id, direction, unit, year, agenda, client_key, sender, sender_number, letter_date, subject, summary, attachments, classification, secrecy, urgency, channel, from_instansi, from_letter, sealed,
      duplicate_of, account, recorded_by, received_at, registered_at)
    values (${instansi}, ${l.id}, 'in', ${l.unit}, ${l.year}, ${l.agenda}, ${l.client_key}, ${l.sender}, ${l.sender_number}, ${l.letter_date}, ${l.subject}, ${l.summary}, ${l.attachments}, ${l.classification}, ${l.secrecy}, ${l.urgency},
      ${l.channel}, ${l.from_instansi}, ${l.from_letter ?? null}, ${l.sealed}, ${l.duplicate_of}, ${l.account}, ${l.recorded_by}, ${l.received_at}, ${l.registered_at})`);

/** Takes the place of a letter among those known; of two at the same moment the second waits, then finds the first. @returns the letter known before */
export async function knowLetter(tx: Tx, instansi: string, digest: Buffer, letter: string): Promise<string | undefined> {
  const taken = await tx.run(sql`insert into letters.known (instansi, digest, letter) values (${instansi}, ${digest}, ${letter}) on conflict do nothing`);
  return taken > 0 ? undefined : findKnown(tx, instansi, digest);
}
export const findKnown = async (tx: Tx, instansi: string, digest: Buffer): Promise<string | undefined> =>
  (await tx.maybe<{ letter: string }>(sql`select letter from letters.known where instansi = ${instansi} and digest = ${digest}`))?.letter;

export const findByClientKey = (tx: Tx, instansi: string, key: string): Promise<{ id: string; year: number; agenda: number; account: string | null } | undefined> =>
  tx.maybe(sql`select id, year, agenda, account from letters.letter where instansi = ${instansi} and client_key = ${key}`);
/** Letters that arrived by themselves, by the key of who sent them. */
export const arrivedByKey = (tx: Tx, instansi: string, keys: readonly string[]): Promise<{ client_key: string; year: number; agenda: number; folded: LetterFold }[]> =>
  tx.many(sql`select l.client_key, l.year, l.agenda, s.folded from letters.letter l join letters.state s on s.instansi = l.instansi and s.letter = l.id where l.instansi = ${instansi} and l.client_key = any(${keys}::uuid[])`);
export const findNumber = (tx: Tx, instansi: string, id: string): Promise<{ unit: string; year: number; agenda: number; registered_at: Date } | undefined> =>
  tx.maybe(sql`select unit, year, agenda, registered_at from letters.letter where instansi = ${instansi} and id = ${id}`);

export interface NewFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  sealed: boolean;
  textState: FileRow['text_state'];
}
export async function insertFiles(tx: Tx, instansi: string, letter: string, seq: number, files: readonly NewFile[]): Promise<void> {
  if (files.length === 0) return;
  await tx.run(sql`insert into letters.file (instansi, id, letter, seq, nth, name, type, bytes, sha256, sealed, text_state)
    select ${instansi}::uuid, f.id, ${letter}::uuid, ${seq}::integer, f.nth, f.name, f.type, f.bytes, f.sha256, f.sealed, f.state
      from unnest(${files.map((f) => f.id)}::uuid[], ${files.map((_, nth) => nth)}::integer[], ${files.map((f) => f.name)}::text[], ${files.map((f) => f.type)}::text[], ${files.map((f) => f.bytes)}::integer[], ${files.map((f) => f.sha256)}::text[],
        ${files.map((f) => f.sealed)}::boolean[], ${files.map((f) => f.textState)}::text[]) f (id, nth, name, type, bytes, sha256, sealed, state)`);
}

export interface ToStore {
  letter: string;
  secrecy: Secrecy;
  /** What was folded before; undefined for a new letter. */
  before: LetterFold | undefined;
  after: LetterFold;
  action: Action;
  words: string | null;
  sealed: Buffer | null;
}
/** The action, what it folds to, and the branches that it changed. @returns false when somebody else acted meanwhile: nothing may be committed */
export async function storeAction(tx: Tx, instansi: string, s: ToStore): Promise<boolean> {
  const { after, action } = s;
  const moved = s.before
    ? await tx.run(sql`update letters.state set seq = ${after.seq}, state = ${after.state}, due_at = ${after.due.at}, due_provisional = ${after.due.provisional}, finished_at = ${after.finishedAt ?? null}, folded = ${JSON.stringify(after)}
        where instansi = ${instansi} and letter = ${s.letter} and seq = ${s.before.seq}`)
    : await tx.run(sql`insert into letters.state (instansi, letter, seq, state, due_at, due_provisional, folded) values (${instansi}, ${s.letter}, ${after.seq}, ${after.state}, ${after.due.at}, ${after.due.provisional}, ${JSON.stringify(after)})`);
  if (moved === 0) return false;
  await tx.run(sql`insert into letters.action (instansi, letter, seq, kind, at, account, payload, words, sealed)
    values (${instansi}, ${s.letter}, ${after.seq}, ${action.kind}, ${action.at}, ${action.by.account ?? null}, ${JSON.stringify(action)}, ${s.words}, ${s.sealed})`);
  const giverIn = (letter: LetterFold, branch: Branch) => (branch.parent === undefined ? undefined : branchOf(letter, branch.parent)?.post);
  const changed = after.branches.filter((branch) => JSON.stringify(branch) !== JSON.stringify(s.before && branchOf(s.before, branch.id)) || giverIn(after, branch) !== giverIn(s.before!, branch));
  for (const branch of changed) {
    const giver = branch.parent === undefined ? undefined : branchOf(after, branch.parent)!;
    await tx.run(sql`insert into letters.branch (instansi, id, letter, parent, post, unit, from_post, role, state, arrived_at, read_at, ended_at, due_at, seq, prepared, person, secrecy)
      values (${instansi}, ${branch.id}, ${s.letter}, ${branch.parent ?? null}, ${branch.post}, ${branch.unit}, ${giver?.post ?? null}, ${branch.role ?? null}, ${branch.state}, ${branch.at}, ${branch.readAt ?? null}, ${branch.endedAt ?? null}, ${branch.due.at},
        ${branch.seq}, ${branch.prepared !== undefined}, ${s.secrecy === 'sangat-rahasia' ? branch.heldBy.person : null}, ${s.secrecy})
      on conflict (instansi, id) do update set post = excluded.post, unit = excluded.unit, from_post = excluded.from_post, arrived_at = excluded.arrived_at, person = excluded.person, secrecy = excluded.secrecy, state = excluded.state, read_at = excluded.read_at, ended_at = excluded.ended_at, prepared = excluded.prepared`);
  }
  await storeAppointments(tx, instansi, s.letter, s.before, after);
  return true;
}
interface Appointed {
  branch: string;
  post: string;
  day: CalendarDay;
  begins: number;
  ends: number | null;
  state: Attendance;
  by: string | null;
  at: string;
}
const appointmentsOf = (letter: LetterFold | undefined): Appointed[] =>
  letter?.event ? letter.branches.flatMap((b) => (b.attendance ? [{ branch: b.id, post: b.post, day: letter.event!.day, begins: letter.event!.begins, ends: letter.event!.ends ?? null, state: b.attendance, by: b.representedBy ? (branchOf(letter, b.representedBy)?.post ?? null) : null, at: b.at }] : [])) : [];
/** The agendas in which the letter stands, where they changed. */
async function storeAppointments(tx: Tx, instansi: string, letter: string, before: LetterFold | undefined, after: LetterFold): Promise<void> {
  const rows = JSON.stringify(appointmentsOf(after));
  if (rows === JSON.stringify(appointmentsOf(before))) return;
  await tx.run(sql`delete from letters.appointment where instansi = ${instansi} and letter = ${letter}`);
  await tx.run(sql`insert into letters.appointment (instansi, branch, letter, post, day, begins, ends, state, by_post, arrived_at)
    select ${instansi}::uuid, r.branch, ${letter}::uuid, r.post, r.day, r.begins, r.ends, r.state, r.by, r.at from jsonb_to_recordset(${rows}::jsonb) r (branch uuid, post uuid, day date, begins integer, ends integer, state text, by uuid, at timestamptz)`);
}

export interface LoadedLetter extends LetterRecord {
  folded: LetterFold;
}
const COLUMNS = sql`l.id, l.unit, l.year, l.agenda, l.sender, l.sender_number, l.letter_date, l.subject, l.summary, l.attachments, l.classification, l.secrecy, l.urgency, l.channel, l.sealed, l.duplicate_of, l.account, l.recorded_by, l.received_at`;
export const findLetter = (tx: Tx, instansi: string, id: string): Promise<LoadedLetter | undefined> =>
  tx.maybe(sql`select ${COLUMNS}, s.folded from letters.letter l join letters.state s on s.instansi = l.instansi and s.letter = l.id where l.instansi = ${instansi} and l.id = ${id}`);
/** In the order of `ids`; see decision 7 for why they travel as JSON. */
export const findLetters = (tx: Tx, instansi: string, ids: readonly string[]): Promise<LoadedLetter[]> =>
  tx.many(sql`with n as materialized (select e.id::uuid as id, e.nth from json_array_elements_text(${JSON.stringify(ids)}::json) with ordinality as e (id, nth))
    select ${COLUMNS}, s.folded from n join letters.letter l on l.instansi = ${instansi} and l.id = n.id join letters.state s on s.instansi = l.instansi and s.letter = l.id order by n.nth`);

export const listActions = (tx: Tx, instansi: string, letter: string): Promise<StoredAction[]> =>
  tx.many(sql`select seq, kind, at, payload, words, sealed from letters.action where instansi = ${instansi} and letter = ${letter} order by seq`);
export const findActions = (tx: Tx, instansi: string, keys: readonly { letter: string; seq: number }[]): Promise<(StoredAction & { letter: string })[]> =>
  tx.many(sql`select a.letter, a.seq, a.kind, a.at, a.payload, a.words, a.sealed from unnest(${keys.map((k) => k.letter)}::uuid[], ${keys.map((k) => k.seq)}::integer[]) k (letter, seq)
    join letters.action a on a.instansi = ${instansi} and a.letter = k.letter and a.seq = k.seq`);
/** What tata usaha does as the keeper of the book gives no right to read the letter. */
const OF_THE_BOOK = ['register', 'direct', 'change-secrecy', 'set-event'];
export const hasActed = async (tx: Tx, instansi: string, letters: readonly string[], account: string): Promise<Set<string>> =>
  new Set((await tx.many<{ letter: string }>(sql`select distinct letter from letters.action where instansi = ${instansi} and letter = any(${letters}::uuid[]) and account = ${account} and kind <> all(${OF_THE_BOOK}::text[])`)).map((row) => row.letter));
export const actorsOf = async (tx: Tx, instansi: string, letter: string): Promise<string[]> =>
  (await tx.many<{ account: string }>(sql`select distinct account from letters.action where instansi = ${instansi} and letter = ${letter} and account is not null and kind <> all(${OF_THE_BOOK}::text[])`)).map((row) => row.account);

export const listFiles = (tx: Tx, instansi: string, letter: string): Promise<FileRow[]> =>
  tx.many(sql`select id, seq, name, type, bytes, sha256, sealed, text_state from letters.file where instansi = ${instansi} and letter = ${letter} order by seq, nth`);
export const findFile = (tx: Tx, instansi: string, letter: string, id: string): Promise<FileRow | undefined> =>
  tx.maybe(sql`select id, seq, name, type, bytes, sha256, sealed, text_state from letters.file where instansi = ${instansi} and letter = ${letter} and id = ${id}`);
export const listWaiting = (tx: Tx, instansi: string, letter: string): Promise<FileRow[]> =>
  tx.many(sql`select id, seq, name, type, bytes, sha256, sealed, text_state from letters.file where instansi = ${instansi} and letter = ${letter} and text_state = 'waiting' order by seq, nth`);
export const saveText = (tx: Tx, instansi: string, id: string, state: 'read' | 'impossible', body: string): Promise<number> =>
  tx.run(sql`update letters.file set text_state = ${state}, body = ${body} where instansi = ${instansi} and id = ${id} and text_state = 'waiting'`);
export const textsOf = async (tx: Tx, instansi: string, letter: string): Promise<string> =>
  (await tx.many<{ body: string }>(sql`select body from letters.file where instansi = ${instansi} and letter = ${letter} and text_state = 'read' order by seq, nth`)).map((row) => row.body).join('\n');

/** Uploads that may be taken: complete and the account's own. */
export const findUploads = (tx: Tx, instansi: string, ids: readonly string[], account: string | null): Promise<{ id: string; name: string; type: string; size: number; sha256: string }[]> =>
  tx.many(sql`select u.id, u.name, u.type, u.size, u.sha256 from platform.upload u where u.instansi = ${instansi} and u.id = any(${ids}::uuid[]) and u.completed_at is not null and u.account is not distinct from ${account}::uuid and u.sha256 is not null`);
/** Whether anybody else still names these bytes, so that the plain ones of a sealed file may go. */
export const isNamedElsewhere = async (tx: Tx, instansi: string, sha256: string, upload: string): Promise<boolean> =>
  (await tx.one<{ named: boolean }>(sql`select exists (select from platform.upload where instansi = ${instansi} and sha256 = ${sha256} and id <> ${upload}) or exists (select from letters.file where instansi = ${instansi} and sha256 = ${sha256} and not sealed) as named`)).named;
export const forgetUpload = (tx: Tx, instansi: string, upload: string): Promise<number> => tx.run(sql`update platform.upload set sha256 = null, name = 'surat' where instansi = ${instansi} and id = ${upload}`);

export const listIds = async (tx: Tx, instansi: string, after: string | undefined, limit: number): Promise<string[]> =>
  (await tx.many<{ id: string }>(sql`select id from letters.letter where instansi = ${instansi} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid) order by id limit ${limit}`)).map((row) => row.id);

export interface BranchCheck {
  id: string;
  state: BranchState;
  post: string;
}
export const listBranches = (tx: Tx, instansi: string, letter: string): Promise<BranchCheck[]> =>
  tx.many(sql`select id, state, post from letters.branch where instansi = ${instansi} and letter = ${letter} order by id`);
export type StateColumn = { seq: number; state: LetterState };
export const findState = (tx: Tx, instansi: string, letter: string): Promise<StateColumn | undefined> => tx.maybe(sql`select seq, state from letters.state where instansi = ${instansi} and letter = ${letter}`);
