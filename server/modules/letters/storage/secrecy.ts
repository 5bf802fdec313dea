import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Secrecy } from '../contract.ts';

/** What moves when a letter gets another sifat. */

export interface StoredWords {
  secrecy: Secrecy;
  sender: string;
  sender_number: string;
  subject: string;
  summary: string;
  sealed: Buffer | null;
}
export const saveWords = (tx: Tx, instansi: string, letter: string, w: StoredWords): Promise<number> =>
  tx.run(sql`update letters.letter set secrecy = ${w.secrecy}, sender = ${w.sender}, sender_number = ${w.sender_number}, subject = ${w.subject}, summary = ${w.summary}, sealed = ${w.sealed} where instansi = ${instansi} and id = ${letter}`);
export const saveSecrecy = (tx: Tx, instansi: string, letter: string, secrecy: Secrecy): Promise<number> => tx.run(sql`update letters.letter set secrecy = ${secrecy} where instansi = ${instansi} and id = ${letter}`);
export const saveBranches = (tx: Tx, instansi: string, letter: string, secrecy: Secrecy, branches: readonly { id: string; person: string | null }[]): Promise<number> =>
  tx.run(sql`update letters.branch b set secrecy = ${secrecy}, person = n.person from unnest(${branches.map((one) => one.id)}::uuid[], ${branches.map((one) => one.person)}::uuid[]) n (id, person) where b.instansi = ${instansi} and b.letter = ${letter} and b.id = n.id`);
export const saveActionWords = (tx: Tx, instansi: string, letter: string, actions: readonly { seq: number; words: string | null; sealed: Buffer | null }[]): Promise<number> =>
  tx.run(sql`update letters.action a set words = n.words, sealed = n.sealed from unnest(${actions.map((one) => one.seq)}::integer[], ${actions.map((one) => one.words)}::text[], ${actions.map((one) => one.sealed)}::bytea[]) n (seq, words, sealed)
    where a.instansi = ${instansi} and a.letter = ${letter} and a.seq = n.seq`);

export interface MovedFile {
  id: string;
  before: string;
  sha256: string;
  sealed: boolean;
  name: string;
  textState: 'closed' | 'waiting';
}
export const saveFiles = (tx: Tx, instansi: string, files: readonly MovedFile[]): Promise<number> =>
  tx.run(sql`update letters.file f set sha256 = n.sha256, sealed = n.sealed, name = n.name, text_state = n.state, body = '' from unnest(${files.map((one) => one.id)}::uuid[], ${files.map((one) => one.sha256)}::text[], ${files.map((one) => one.sealed)}::boolean[],
      ${files.map((one) => one.name)}::text[], ${files.map((one) => one.textState)}::text[]) n (id, sha256, sealed, name, state) where f.instansi = ${instansi} and f.id = n.id`);
/** Uploads with these bytes that somebody who dealt with letters made. @returns their ids */
export const forgetUploads = async (tx: Tx, instansi: string, sha256: string): Promise<string[]> =>
  (await tx.many<{ id: string }>(sql`update platform.upload u set sha256 = null, name = 'surat' where u.instansi = ${instansi} and u.sha256 = ${sha256} and (u.account is null or exists (select from letters.action a where a.instansi = u.instansi and a.account = u.account)) returning u.id`)).map((row) => row.id);
export const deleteEvent = (tx: Tx, instansi: string, letter: string): Promise<number> => tx.run(sql`delete from letters.event where instansi = ${instansi} and letter = ${letter}`);
