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
