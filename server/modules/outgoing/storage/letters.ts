import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Secrecy, Urgency } from '../../letters/contract.ts';
import { desksOf, type Action, type LetterFold } from '../rules/letter-state.ts';

// Chapters: drafts · versions · actions and state · who looked · remarks

/** Words in the open, or sealed: never both. */
export interface Packed {
  content: unknown;
  sealed: Buffer | null;
}
export interface PackedHeading {
  heading: unknown;
  heading_sealed: Buffer | null;
}
export interface LetterRecord extends Packed, PackedHeading {
  id: string;
  answers: string | null;
  account: string | null;
  draft_seq: number;
  saved_at: Date;
  saved_by: string | null;
}
export interface LoadedLetter extends LetterRecord {
  folded: LetterFold;
  numbered_at: Date | null;
}
export const insertLetter = (tx: Tx, instansi: string, l: Omit<LetterRecord, 'saved_by'>): Promise<number> =>
  tx.run(sql`insert into outgoing.letter (instansi, id, answers, account, begun_at, draft_seq, saved_at, saved_by, content, heading, sealed, heading_sealed)
    values (${instansi}, ${l.id}, ${l.answers}, ${l.account}, ${l.saved_at}, ${l.draft_seq}, ${l.saved_at}, ${l.account}, ${json(l.content)}, ${json(l.heading)}, ${l.sealed}, ${l.heading_sealed}) on conflict do nothing`);
const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

/** @returns false when somebody saved meanwhile */
export const saveDraft = async (tx: Tx, instansi: string, l: { id: string; seq: number; at: Date; account: string } & Packed & PackedHeading): Promise<boolean> =>
  (await tx.run(sql`update outgoing.letter set content = ${json(l.content)}, heading = ${json(l.heading)}, sealed = ${l.sealed}, heading_sealed = ${l.heading_sealed}, draft_seq = draft_seq + 1, saved_at = ${l.at}, saved_by = ${l.account}
    where instansi = ${instansi} and id = ${l.id} and draft_seq = ${l.seq}`)) > 0;

const COLUMNS = sql`l.id, l.answers, l.account, l.draft_seq, l.saved_at, l.saved_by, l.heading, l.heading_sealed, s.folded, s.numbered_at`;
export const findLetter = (tx: Tx, instansi: string, id: string): Promise<LoadedLetter | undefined> =>
  tx.maybe(sql`select ${COLUMNS}, l.content, l.sealed from outgoing.letter l join outgoing.state s on s.instansi = l.instansi and s.letter = l.id where l.instansi = ${instansi} and l.id = ${id}`);
/** In the order of `ids`, without what is written in them. */
export const findLetters = (tx: Tx, instansi: string, ids: readonly string[]): Promise<LoadedLetter[]> =>
  tx.many(sql`with n as materialized (select e.id::uuid as id, e.nth from json_array_elements_text(${JSON.stringify(ids)}::json) with ordinality as e (id, nth))
    select ${COLUMNS}, null::jsonb as content, null::bytea as sealed from n join outgoing.letter l on l.instansi = ${instansi} and l.id = n.id join outgoing.state s on s.instansi = l.instansi and s.letter = l.id order by n.nth`);
export const findByDocument = async (tx: Tx, instansi: string, document: string): Promise<string | undefined> =>
  (await tx.maybe<{ letter: string }>(sql`select letter from outgoing.state where instansi = ${instansi} and document = ${document}`))?.letter;

export interface VersionRow extends Packed {
  nth: number;
  hash: string;
  at: Date;
  by_name: string;
}
export const insertVersion = (tx: Tx, instansi: string, letter: string, v: VersionRow): Promise<number> =>
  tx.run(sql`insert into outgoing.version (instansi, letter, nth, hash, at, by_name, content, sealed) values (${instansi}, ${letter}, ${v.nth}, ${v.hash}, ${v.at}, ${v.by_name}, ${json(v.content)}, ${v.sealed})`);
export const findVersion = (tx: Tx, instansi: string, letter: string, nth: number): Promise<VersionRow | undefined> =>
  tx.maybe(sql`select nth, hash, at, by_name, content, sealed from outgoing.version where instansi = ${instansi} and letter = ${letter} and nth = ${nth}`);
export const listVersions = (tx: Tx, instansi: string, letter: string): Promise<Omit<VersionRow, 'content' | 'sealed'>[]> =>
  tx.many(sql`select nth, hash, at, by_name from outgoing.version where instansi = ${instansi} and letter = ${letter} order by nth`);

export interface StoredAction {
  seq: number;
  kind: Action['kind'];
  at: Date;
  payload: Action;
  words: string | null;
  sealed: Buffer | null;
}
const RANK: Record<Urgency, number> = { 'sangat-segera': 0, segera: 1, biasa: 2 };
export interface ToStore {
  letter: string;
  urgency: Urgency;
  before: LetterFold | undefined;
  after: LetterFold;
  action: Action;
  words: string | null;
  sealed: Buffer | null;
}
/** The action, what it folds to, and on whose desk it lies now. @returns false when somebody else acted meanwhile: nothing may be committed */
export async function storeAction(tx: Tx, instansi: string, s: ToStore): Promise<boolean> {
  const { after, action } = s;
  const isNumbered = action.kind === 'number';
  const moved = s.before
    ? await tx.run(sql`update outgoing.state set seq = ${after.seq}, state = ${after.state}, unit = ${after.unit}, secrecy = ${after.secrecy}, folded = ${JSON.stringify(after)}, number = ${after.document?.number ?? null}, document = ${after.document?.id ?? null},
          year = ${after.document ? Number(after.document.day.slice(0, 4)) : null}, numbered_at = case when ${isNumbered} then coalesce(numbered_at, ${action.at}) else numbered_at end
        where instansi = ${instansi} and letter = ${s.letter} and seq = ${s.before.seq}`)
    : await tx.run(sql`insert into outgoing.state (instansi, letter, seq, state, unit, secrecy, folded) values (${instansi}, ${s.letter}, ${after.seq}, ${after.state}, ${after.unit}, ${after.secrecy}, ${JSON.stringify(after)})`);
  if (moved === 0) return false;
  const desks = desksOf(after);
  await Promise.all([
    tx.run(sql`insert into outgoing.action (instansi, letter, seq, kind, at, account, payload, words, sealed)
      values (${instansi}, ${s.letter}, ${after.seq}, ${action.kind}, ${action.at}, ${action.by.account ?? null}, ${JSON.stringify(action)}, ${s.words}, ${s.sealed})`),
    tx.run(sql`delete from outgoing.desk where instansi = ${instansi} and letter = ${s.letter} and post <> all (${desks.map((one) => one.post)}::uuid[])`),
    tx.run(sql`insert into outgoing.desk (instansi, letter, post, task, rank, since)
      select ${instansi}::uuid, ${s.letter}::uuid, d.post, d.task, ${RANK[s.urgency]}::smallint, ${after.since}::timestamptz from unnest(${desks.map((one) => one.post)}::uuid[], ${desks.map((one) => one.task)}::text[]) d (post, task)
      on conflict (instansi, letter, post) do update set task = excluded.task, rank = excluded.rank, since = excluded.since`),
  ]);
  return true;
}
export const listActions = (tx: Tx, instansi: string, letter: string): Promise<StoredAction[]> =>
  tx.many(sql`select seq, kind, at, payload, words, sealed from outgoing.action where instansi = ${instansi} and letter = ${letter} order by seq`);
export const hasActed = async (tx: Tx, instansi: string, letters: readonly string[], account: string): Promise<Set<string>> =>
  new Set((await tx.many<{ letter: string }>(sql`select distinct letter from outgoing.action where instansi = ${instansi} and letter = any(${letters}::uuid[]) and account = ${account}`)).map((row) => row.letter));

export const saveViewed = (tx: Tx, instansi: string, v: { letter: string; account: string; hash: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into outgoing.viewed (instansi, letter, account, hash, at) values (${instansi}, ${v.letter}, ${v.account}, ${v.hash}, ${v.at}) on conflict do nothing`);
/** Letters of which the account saw a version, with the hashes. */
export const viewedBy = async (tx: Tx, instansi: string, letters: readonly string[], account: string): Promise<Set<string>> =>
  new Set((await tx.many<{ letter: string; hash: string }>(sql`select letter, hash from outgoing.viewed where instansi = ${instansi} and letter = any(${letters}::uuid[]) and account = ${account}`)).map((row) => `${row.letter} ${row.hash}`));

export interface RemarkRow {
  seq: number;
  version: number;
  block: number;
  words: string | null;
  sealed: Buffer | null;
}
export async function insertRemarks(tx: Tx, instansi: string, letter: string, remarks: readonly RemarkRow[]): Promise<void> {
  for (const [nth, r] of remarks.entries()) {
    await tx.run(sql`insert into outgoing.remark (instansi, letter, seq, nth, version, block, words, sealed) values (${instansi}, ${letter}, ${r.seq}, ${nth}, ${r.version}, ${r.block}, ${r.words}, ${r.sealed})`);
  }
}
export const listRemarks = (tx: Tx, instansi: string, letter: string): Promise<RemarkRow[]> =>
  tx.many(sql`select seq, version, block, words, sealed from outgoing.remark where instansi = ${instansi} and letter = ${letter} order by seq, nth`);

export const findUploads = (tx: Tx, instansi: string, ids: readonly string[]): Promise<{ id: string; name: string; type: string; size: number; sha256: string; account: string | null }[]> =>
  tx.many(sql`select id, name, type, size, sha256, account from platform.upload where instansi = ${instansi} and id = any(${ids}::uuid[]) and completed_at is not null and sha256 is not null`);

export const listIds = async (tx: Tx, instansi: string, after: string | undefined, limit: number): Promise<string[]> =>
  (await tx.many<{ id: string }>(sql`select id from outgoing.letter where instansi = ${instansi} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid) order by id limit ${limit}`)).map((row) => row.id);
export interface StateCheck {
  seq: number;
  state: string;
  number: string | null;
  unit: string;
  secrecy: Secrecy;
}
export const findState = (tx: Tx, instansi: string, letter: string): Promise<StateCheck | undefined> => tx.maybe(sql`select seq, state, number, unit, secrecy from outgoing.state where instansi = ${instansi} and letter = ${letter}`);
export const listDesks = (tx: Tx, instansi: string, letter: string): Promise<{ post: string; task: string }[]> => tx.many(sql`select post, task from outgoing.desk where instansi = ${instansi} and letter = ${letter} order by post`);
