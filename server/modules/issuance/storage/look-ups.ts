import type { Database, Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

/** Look-ups before any institution is known: one row for one code or hash, by definer functions. */
export interface Found {
  instansi: string;
  document: string;
}

export const findByCode = async (db: Database, code: string): Promise<Found | undefined> =>
  (await db.lookUp<Found>(sql`select instansi, document from issuance.by_code(${code})`))[0];

export const findByHash = async (db: Database, sha256: string): Promise<(Found & { role: 'issue' | 'print' }) | undefined> =>
  (await db.lookUp<Found & { role: 'issue' | 'print' }>(sql`select instansi, document, role from issuance.by_hash(${sha256})`))[0];

/** Roots of every institution here and of their providers, PEM. */
export const trustedRoots = async (db: Database): Promise<string[]> =>
  (await db.lookUp<{ pem: string }>(sql`select pem from issuance.trusted_roots()`)).map((row) => row.pem);

export async function insertHash(tx: Tx, instansi: string, document: string, sha256: string, role: 'issue' | 'print'): Promise<void> {
  await tx.run(sql`insert into issuance.document_hash (sha256, instansi, document, role) values (${sha256}, ${instansi}, ${document}, ${role})`);
}

/**
 * Takes one try of a window, in a transaction of its own: what follows may refuse and the try still counts.
 * @returns whole minutes to wait when the tries are used up, else 0
 */
export async function takeTry(db: Database, at: Date, key: Buffer, rate: { tries: number; minutes: number }): Promise<number> {
  const start = new Date(at.getTime() - rate.minutes * 60_000);
  const row = await db.outsideTenant((tx) =>
    tx.one<{ window_start: Date; count: number }>(sql`insert into platform.rate as r (key, window_start, count) values (${key}, ${at}, 1)
      on conflict (key) do update set count = case when r.window_start <= ${start} then 1 else r.count + 1 end,
        window_start = case when r.window_start <= ${start} then excluded.window_start else r.window_start end
      returning window_start, count`),
  );
  if (row.count <= rate.tries) return 0;
  return Math.max(1, Math.ceil((row.window_start.getTime() + rate.minutes * 60_000 - at.getTime()) / 60_000));
}
