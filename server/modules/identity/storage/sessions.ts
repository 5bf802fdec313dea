import type { Database, Tx } from '../../../platform/db/database.ts';
import { forget } from '../../../platform/db/forgetting.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface ViewerRow {
  account_id: string;
  session_id: string;
  name: string;
  level: 'unverified' | 'verified';
  second_factor_at: Date | null;
  seen_at: Date;
  hat_instansi: string | null;
  hat_holding: string | null;
  post_id: string | null;
  title: string;
  capacity: string;
  unit_id: string;
  unit_name: string;
  unit_kind: string;
  duties: string[];
}

/** On the path of every request: one statement, one row by hash. */
export async function findViewer(db: Database, tokenHash: Buffer, at: Date): Promise<ViewerRow | undefined> {
  return (await db.lookUp<ViewerRow>(sql`select * from identity.viewer(${tokenHash}, ${at})`))[0];
}
/** The same for many, with how long it holds. */
export const findViewers = (db: Database, tokenHashes: readonly Buffer[], at: Date): Promise<(ViewerRow & { token_hash: Buffer; expires_at: Date; shared_computer: boolean })[]> =>
  db.lookUp(sql`select * from identity.viewers(${tokenHashes}::bytea[], ${at})`);
export async function findKey(db: Database, keyHash: Buffer, at: Date): Promise<{ id: string; instansi: string; name: string; scopes: string[]; seen_at: Date | null } | undefined> {
  return (await db.lookUp<{ id: string; instansi: string; name: string; scopes: string[]; seen_at: Date | null }>(sql`select * from identity.key(${keyHash}, ${at})`))[0];
}
export const touchSession = (db: Database, id: string, tokenHash: Buffer, at: Date) => db.lookUp(sql`update identity.session set seen_at = ${at} where token_hash = ${tokenHash} and id = ${id}`);
/** The same for many. Who touches one of them in this moment does it for both. */
export const touchSessions = (db: Database, tokenHashes: readonly Buffer[], at: Date) =>
  db.lookUp(sql`update identity.session set seen_at = ${at} where token_hash in (select token_hash from identity.session where token_hash = any(${tokenHashes}::bytea[]) for update skip locked)`);
export const touchKey = (db: Database, keyHash: Buffer, at: Date) => db.lookUp(sql`update identity.api_key set seen_at = ${at} where key_hash = ${keyHash}`);

export interface Session {
  id: string;
  account: string;
  hat_instansi: string | null;
  hat_holding: string | null;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  second_factor_at: Date | null;
  pending: boolean;
  device: string;
  shared_computer: boolean;
}

export async function insertSession(tx: Tx, s: Omit<Session, 'seen_at' | 'hat_instansi' | 'hat_holding'> & { tokenHash: Buffer }): Promise<void> {
  await tx.run(sql`insert into identity.session (token_hash, id, account, created_at, seen_at, expires_at, second_factor_at, pending, device, shared_computer)
    values (${s.tokenHash}, ${s.id}, ${s.account}, ${s.created_at}, ${s.created_at}, ${s.expires_at}, ${s.second_factor_at}, ${s.pending}, ${s.device}, ${s.shared_computer})`);
}

const ALL = sql`id, account, hat_instansi, hat_holding, created_at, seen_at, expires_at, second_factor_at, pending, device, shared_computer`;

export async function findSession(tx: Tx, account: string, id: string): Promise<Session | undefined> {
  return tx.maybe<Session>(sql`select ${ALL} from identity.session where account = ${account} and id = ${id}`);
}
/** A session that waits for its second factor has no viewer yet: it is found by its token, for a quarter of an hour. */
export async function findPendingSession(db: Database, tokenHash: Buffer, at: Date): Promise<Session | undefined> {
  return (await db.lookUp<Session>(sql`select ${ALL} from identity.session
    where token_hash = ${tokenHash} and pending and expires_at > ${at} and created_at > ${new Date(at.getTime() - 15 * 60_000)}`))[0];
}
export async function listSessions(tx: Tx, account: string, at: Date): Promise<Session[]> {
  return tx.many<Session>(sql`select ${ALL} from identity.session where account = ${account} and expires_at > ${at} and not pending
    and (not shared_computer or seen_at > ${new Date(at.getTime() - 30 * 60_000)}) order by seen_at desc, id limit 100`);
}
export async function deleteSession(tx: Tx, account: string, id: string): Promise<number> {
  const count = await tx.run(sql`delete from identity.session where account = ${account} and id = ${id}`);
  await forget(tx, 'account', account);
  return count;
}
export async function deleteSessions(tx: Tx, account: string, except: string | null): Promise<number> {
  const count = await tx.run(sql`delete from identity.session where account = ${account} and (${except}::uuid is null or id <> ${except}::uuid)`);
  await forget(tx, 'account', account);
  return count;
}
export async function markSecondFactor(tx: Tx, account: string, id: string, at: Date): Promise<number> {
  const count = await tx.run(sql`update identity.session set second_factor_at = ${at}, pending = false where account = ${account} and id = ${id}`);
  await forget(tx, 'account', account);
  return count;
}
export async function setHat(tx: Tx, account: string, id: string, hat: { instansi: string; holdingId: string } | null, expiresAt?: Date): Promise<void> {
  await tx.run(sql`update identity.session set hat_instansi = ${hat?.instansi ?? null}, hat_holding = ${hat?.holdingId ?? null},
    expires_at = least(expires_at, ${expiresAt ?? null}::timestamptz) where account = ${account} and id = ${id}`);
  await forget(tx, 'account', account);
}
