import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface KeyRow {
  id: string;
  name: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  seen_at: Date | null;
}

export async function insertKey(tx: Tx, k: { keyHash: Buffer; id: string; instansi: string; name: string; scopes: string[]; createdBy: string; at: Date; expiresAt: Date }): Promise<void> {
  await tx.run(sql`insert into identity.api_key (key_hash, id, instansi, name, scopes, created_by, created_at, expires_at)
    values (${k.keyHash}, ${k.id}, ${k.instansi}, ${k.name}, ${k.scopes}, ${k.createdBy}, ${k.at}, ${k.expiresAt})`);
}
export async function listKeys(tx: Tx, instansi: string): Promise<KeyRow[]> {
  return tx.many<KeyRow>(sql`select id, name, scopes, created_at, expires_at, revoked_at, seen_at from identity.api_key where instansi = ${instansi} order by created_at desc, id limit 200`);
}
export async function revokeKey(tx: Tx, instansi: string, id: string, at: Date): Promise<number> {
  return tx.run(sql`update identity.api_key set revoked_at = ${at} where instansi = ${instansi} and id = ${id} and revoked_at is null`);
}
