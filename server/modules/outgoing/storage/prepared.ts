import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface PreparedRow {
  letter: string;
  hash: string;
  place: number;
  note: string;
  by_name: string;
}
export const savePrepared = (tx: Tx, instansi: string, p: PreparedRow & { post: string; account: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into outgoing.prepared (instansi, letter, post, hash, place, note, account, by_name, at) values (${instansi}, ${p.letter}, ${p.post}, ${p.hash}, ${p.place}, ${p.note}, ${p.account}, ${p.by_name}, ${p.at})
    on conflict (instansi, letter, post) do update set hash = excluded.hash, place = excluded.place, note = excluded.note, account = excluded.account, by_name = excluded.by_name, at = excluded.at`);
export const dropPrepared = (tx: Tx, instansi: string, letter: string, post: string): Promise<number> => tx.run(sql`delete from outgoing.prepared where instansi = ${instansi} and letter = ${letter} and post = ${post}`);
/** For the post that signs, of these letters. */
export const listPrepared = (tx: Tx, instansi: string, post: string, letters: readonly string[]): Promise<PreparedRow[]> =>
  tx.many(sql`select letter, hash, place, note, by_name from outgoing.prepared where instansi = ${instansi} and post = ${post} and letter = any(${letters}::uuid[])`);
