import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { AskedOfSearch } from '../contract.ts';

export interface SavedSearch {
  id: string;
  name: string;
  asked: AskedOfSearch;
}
/** `seen`: an id of the moment in which it was opened last; what came later has a greater one. */
export const listSaved = (tx: Tx, instansi: string, account: string): Promise<(SavedSearch & { seen: string })[]> =>
  tx.many(sql`select id, name, asked, seen from letters.saved_search where instansi = ${instansi} and account = ${account} order by name, id`);
/** One person's list, one change at a time. */
export const lockSaved = (tx: Tx, instansi: string, account: string): Promise<unknown> => tx.many(sql`select pg_advisory_xact_lock(hashtextextended(${`letters.saved_search ${instansi} ${account}`}, 0))`);
export const saveSearch = async (tx: Tx, instansi: string, s: SavedSearch & { account: string; seen: string; at: Date }): Promise<string> =>
  (await tx.one<{ id: string }>(sql`insert into letters.saved_search (instansi, id, account, name, asked, seen, saved_at) values (${instansi}, ${s.id}, ${s.account}, ${s.name}, ${JSON.stringify(s.asked)}, ${s.seen}, ${s.at})
    on conflict (instansi, account, name) do update set asked = excluded.asked, seen = excluded.seen, saved_at = excluded.saved_at returning id`)).id;
export const openSaved = (tx: Tx, instansi: string, account: string, id: string, seen: string): Promise<SavedSearch | undefined> =>
  tx.maybe(sql`update letters.saved_search set seen = ${seen} where instansi = ${instansi} and id = ${id} and account = ${account} returning id, name, asked`);
export const dropSaved = (tx: Tx, instansi: string, account: string, id: string): Promise<number> => tx.run(sql`delete from letters.saved_search where instansi = ${instansi} and id = ${id} and account = ${account}`);

export const unitsWithBooks = async (tx: Tx, instansi: string): Promise<string[]> => (await tx.many<{ unit: string }>(sql`select distinct unit from letters.book where instansi = ${instansi}`)).map((row) => row.unit);
