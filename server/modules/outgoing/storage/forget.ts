import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Packed } from './letters.ts';

/** What is written of a letter: 0 is what was last in the editor, then the versions that were handed on. */
export const listWritten = (tx: Tx, instansi: string, letter: string): Promise<(Packed & { nth: number })[]> =>
  tx.many(sql`select 0 as nth, content, sealed from outgoing.letter where instansi = ${instansi} and id = ${letter}
    union all select nth, content, sealed from outgoing.version where instansi = ${instansi} and letter = ${letter} order by nth`);

export const saveWritten = (tx: Tx, instansi: string, w: Packed & { letter: string; nth: number }): Promise<number> => {
  const content = w.content === null ? null : JSON.stringify(w.content);
  return tx.run(w.nth === 0
    ? sql`update outgoing.letter set content = ${content}, sealed = ${w.sealed} where instansi = ${instansi} and id = ${w.letter}`
    : sql`update outgoing.version set content = ${content}, sealed = ${w.sealed} where instansi = ${instansi} and letter = ${w.letter} and nth = ${w.nth}`);
};
export const forgetRemarks = (tx: Tx, instansi: string, letter: string): Promise<number> => tx.run(sql`delete from outgoing.remark where instansi = ${instansi} and letter = ${letter}`);

/** These uploads open nothing any more. @returns what their bytes were */
export const forgetUploads = (tx: Tx, instansi: string, ids: readonly string[]): Promise<{ sha256: string }[]> =>
  tx.many(sql`with old as (select id, sha256 from platform.upload where instansi = ${instansi} and id = any(${ids}::uuid[]) and sha256 is not null for update)
    update platform.upload u set sha256 = null from old where u.instansi = ${instansi} and u.id = old.id returning old.sha256`);
