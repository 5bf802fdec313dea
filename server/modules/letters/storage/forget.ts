import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

/** Files of letters lose their rows with the text read from them, summaries go, and the uploads they came from open nothing any more. The line in the agenda book stays. */
export async function forgetFiles(tx: Tx, instansi: string, letters: readonly string[]): Promise<{ letter: string; sha256: string }[]> {
  const gone = await tx.many<{ letter: string; sha256: string }>(sql`delete from letters.file where instansi = ${instansi} and letter = any(${letters}::uuid[]) returning letter, sha256`);
  await tx.run(sql`update letters.letter set summary = '' where instansi = ${instansi} and id = any(${letters}::uuid[])`);
  await tx.run(sql`update platform.upload u set sha256 = null where u.instansi = ${instansi} and u.sha256 = any(${gone.map(({ sha256 }) => sha256)}::text[])
    and exists (select from letters.letter l where l.instansi = ${instansi} and l.id = any(${letters}::uuid[]) and l.account is not distinct from u.account)
    and not exists (select from letters.file f where f.instansi = u.instansi and f.sha256 = u.sha256) and not exists (select from letters.dispatch d where d.instansi = u.instansi and d.upload = u.id)`);
  return gone;
}
export const stillNamed = async (tx: Tx, instansi: string, hashes: readonly string[]): Promise<Set<string>> =>
  new Set((await tx.many<{ sha256: string }>(sql`select distinct sha256 from letters.file where instansi = ${instansi} and sha256 = any(${hashes}::text[])`)).map(({ sha256 }) => sha256));
