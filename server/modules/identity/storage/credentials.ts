import type { Database, Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';

export type CodeKind = 'recovery-code' | 'activation-card' | 'reset-code';

export interface Credential {
  id: string;
  account: string;
  kind: string;
  secret: Buffer;
  data: Record<string, unknown>;
  created_at: Date;
  expires_at: Date | null;
  used_at: Date | null;
}

export async function setPassword(tx: Tx, account: string, hash: string, at: Date): Promise<void> {
  await tx.run(sql`insert into identity.credential (id, account, kind, secret, created_at) values (${uuidv7()}, ${account}, 'password', ${Buffer.from(hash)}, ${at})
    on conflict (account) where kind = 'password' do update set secret = excluded.secret, created_at = excluded.created_at`);
}

export async function findPassword(db: Database, account: string): Promise<string | undefined> {
  const rows = await db.lookUp<{ secret: Buffer }>(sql`select secret from identity.credential where account = ${account} and kind = 'password'`);
  return rows[0]?.secret.toString();
}

export interface SecondFactors {
  totp: { id: string; secret: Buffer; confirmed: boolean; lastStep: number; next?: { sealed: Buffer; at: Date } } | undefined;
  codesLeft: number;
  passkeys: { id: string; label: string; createdAt: Date; usedAt: Date | null }[];
}

export async function readSecondFactors(tx: Tx, account: string): Promise<SecondFactors> {
  const rows = await tx.many<Credential>(sql`select id, account, kind, secret, data, created_at, expires_at, used_at from identity.credential
    where account = ${account} and kind in ('totp', 'recovery-code', 'passkey') order by created_at, id`);
  const totp = rows.find((row) => row.kind === 'totp');
  return {
    totp: totp && { id: totp.id, secret: totp.secret, confirmed: totp.data['confirmed'] === true, lastStep: Number(totp.data['lastStep'] ?? 0),
      ...(totp.data['next'] ? { next: { sealed: Buffer.from(String(totp.data['next']), 'base64'), at: new Date(String(totp.data['nextAt'])) } } : {}) },
    codesLeft: rows.filter((row) => row.kind === 'recovery-code' && !row.used_at).length,
    passkeys: rows.filter((row) => row.kind === 'passkey').map((row) => ({ id: row.id, label: String(row.data['label'] ?? ''), createdAt: row.created_at, usedAt: row.used_at })),
  };
}

/** A secret that already works; for demonstration data. */
export async function putTotp(tx: Tx, account: string, sealed: Buffer, at: Date): Promise<void> {
  await tx.run(sql`insert into identity.credential (id, account, kind, secret, data, created_at)
    values (${uuidv7()}, ${account}, 'totp', ${sealed}, ${JSON.stringify({ confirmed: true, lastStep: 0 })}, ${at})`);
}

/** The next secret waits beside the one in use until its first code is shown: an enrolment broken off changes nothing. */
export async function beginTotp(tx: Tx, account: string, sealed: Buffer, at: Date): Promise<void> {
  const next = JSON.stringify({ next: sealed.toString('base64'), nextAt: at });
  await tx.run(sql`insert into identity.credential as c (id, account, kind, secret, data, created_at)
    values (${uuidv7()}, ${account}, 'totp', ${sealed}, ${next}, ${at})
    on conflict (account) where kind = 'totp' do update set data = c.data || excluded.data`);
}

export async function confirmTotp(tx: Tx, id: string, sealed: Buffer, step: number, at: Date): Promise<boolean> {
  return (await tx.run(sql`update identity.credential set secret = ${sealed}, data = ${JSON.stringify({ confirmed: true, lastStep: step })}, used_at = ${at}
    where id = ${id} and data->>'next' = ${sealed.toString('base64')}`)) === 1;
}

/** Of two requests with one code only the first moves the step. */
export async function useTotpStep(tx: Tx, id: string, step: number, at: Date): Promise<boolean> {
  return (await tx.run(sql`update identity.credential set data = data || ${JSON.stringify({ lastStep: step })}::jsonb, used_at = ${at}
    where id = ${id} and coalesce((data->>'lastStep')::bigint, 0) < ${step}`)) === 1;
}

export async function insertCodes(tx: Tx, account: string, kind: CodeKind, hashes: Buffer[], at: Date, expiresAt: Date | null, data: Record<string, unknown> = {}): Promise<void> {
  await tx.run(sql`delete from identity.credential where account = ${account} and kind = ${kind} and (used_at is null or ${kind} = 'recovery-code')`);
  await tx.run(sql`insert into identity.credential (id, account, kind, secret, data, created_at, expires_at)
    select i, ${account}, ${kind}, s, ${JSON.stringify(data)}::jsonb, ${at}::timestamptz, ${expiresAt}::timestamptz from unnest(${hashes.map(() => uuidv7())}::uuid[], ${hashes}::bytea[]) as c (i, s)`);
}

/** Takes a code out of use; undefined when it was used, is too old or never existed. */
export async function useCode(tx: Tx, kinds: CodeKind[], hash: Buffer, at: Date, account?: string): Promise<Credential | undefined> {
  return tx.maybe<Credential>(sql`update identity.credential set used_at = ${at}
    where secret = ${hash} and kind = any(${kinds}) and used_at is null and (expires_at is null or expires_at > ${at})
      and (${account ?? null}::uuid is null or account = ${account ?? null}::uuid)
    returning id, account, kind, secret, data, created_at, expires_at, used_at`);
}

/** The account that a code still opens, without using it. */
export async function accountOfCode(db: Database, kinds: CodeKind[], hash: Buffer, at: Date): Promise<{ account: string; kind: CodeKind } | undefined> {
  const rows = await db.lookUp<{ account: string; kind: CodeKind }>(sql`select account, kind from identity.credential
    where secret = ${hash} and kind = any(${kinds}) and used_at is null and (expires_at is null or expires_at > ${at})`);
  return rows[0];
}

export async function deleteCredentials(tx: Tx, account: string, kinds: string[]): Promise<number> {
  return tx.run(sql`delete from identity.credential where account = ${account} and kind = any(${kinds})`);
}

export async function deletePasskey(tx: Tx, account: string, id: string): Promise<number> {
  return tx.run(sql`delete from identity.credential where account = ${account} and id = ${id} and kind = 'passkey'`);
}

export async function insertPasskey(tx: Tx, account: string, credentialId: Buffer, data: Record<string, unknown>, at: Date): Promise<void> {
  await tx.run(sql`insert into identity.credential (id, account, kind, secret, data, created_at) values (${uuidv7()}, ${account}, 'passkey', ${credentialId}, ${JSON.stringify(data)}, ${at})`);
}
export async function findPasskey(tx: Tx, credentialId: Buffer): Promise<Credential | undefined> {
  return tx.maybe<Credential>(sql`select c.id, c.account, c.kind, c.secret, c.data, c.created_at, c.expires_at, c.used_at from identity.credential c
    join identity.account a on a.id = c.account and a.status = 'active' where c.kind = 'passkey' and c.secret = ${credentialId} for update of c`);
}
export async function listPasskeyIds(tx: Tx, account: string): Promise<Buffer[]> {
  return (await tx.many<{ secret: Buffer }>(sql`select secret from identity.credential where account = ${account} and kind = 'passkey'`)).map((row) => row.secret);
}
export async function usePasskey(tx: Tx, id: string, counter: number, at: Date): Promise<void> {
  await tx.run(sql`update identity.credential set data = data || ${JSON.stringify({ counter })}::jsonb, used_at = ${at} where id = ${id}`);
}

export async function insertChallenge(tx: Tx, c: { id: string; account: string | null; challenge: string; origin: string; expiresAt: Date }): Promise<void> {
  await tx.run(sql`insert into identity.challenge (id, account, challenge, origin, expires_at) values (${c.id}, ${c.account}, ${c.challenge}, ${c.origin}, ${c.expiresAt})`);
}
/** A challenge is answered once. */
export async function takeChallenge(db: Database, id: string, account: string | null, at: Date): Promise<{ challenge: string; origin: string } | undefined> {
  return db.outsideTenant((tx) => tx.maybe(sql`delete from identity.challenge where id = ${id} and account is not distinct from ${account}::uuid and expires_at > ${at} returning challenge, origin`));
}

/**
 * Claims something for a minute by its id. A second claim at the same time waits for the first transaction and then gets
 * `false`; an old claim is taken over.
 */
export async function claim(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (await tx.run(sql`insert into identity.challenge as c (id, account, challenge, origin, expires_at) values (${id}, null, '', '', ${new Date(at.getTime() + 60_000)})
    on conflict (id) do update set expires_at = excluded.expires_at where c.expires_at <= ${at}`)) === 1;
}
