import type { Database, Tx } from '../../../platform/db/database.ts';
import { forget } from '../../../platform/db/forgetting.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Level } from '../contract/shared.ts';
import type { Identifier } from '../rules/what-an-identifier-is.ts';

export interface Account {
  id: string;
  name: string;
  birth_date: string | null;
  nik_hash: Buffer | null;
  nik_sealed: Buffer | null;
  nip: string | null;
  user_name: string | null;
  phone: string | null;
  email: string | null;
  level: Level;
  verified_at: Date | null;
  status: 'pending' | 'active' | 'locked' | 'closed';
  managed_by: string | null;
  created_at: Date;
  /** Why an administrator shut it. */
  state_reason: string | null;
}

export interface Candidate extends Account {
  password: Buffer | null;
}

const ALL = sql`a.id, a.name, a.birth_date, a.nik_hash, a.nik_sealed, a.nip, a.user_name, a.phone, a.email, a.level, a.verified_at, a.status, a.managed_by, a.created_at, a.state_reason`;

/**
 * Active accounts that an identifier may mean: the verified first, then the oldest, at most five. `shut`: behind them also
 * those that an administrator has locked or closed, for who must be told.
 */
export function findCandidates(db: Database, by: Identifier, nikHash: Buffer | null, also?: 'shut'): Promise<Candidate[]> {
  const condition = {
    nik: sql`a.nik_hash = ${nikHash}`,
    nip: sql`a.nip = ${by.value}`,
    phone: sql`a.phone = ${by.value}`,
    email: sql`a.email = ${by.value}`,
    userName: sql`a.user_name = ${by.value}`,
  }[by.kind];
  return db.lookUp<Candidate>(sql`select ${ALL}, p.secret as password from identity.account a
    left join identity.credential p on p.account = a.id and p.kind = 'password'
    where ${condition} and a.status = any(${also ? ['active', 'locked', 'closed'] : ['active']}) order by a.status = 'active' desc, a.level desc, a.created_at, a.id limit 5`);
}

export async function findAccount(tx: Tx, id: string): Promise<Account | undefined> {
  return tx.maybe<Account>(sql`select ${ALL} from identity.account a where a.id = ${id}`);
}
/** The row stays ours until the transaction ends. */
export async function lockAccount(tx: Tx, id: string): Promise<Account | undefined> {
  return tx.maybe<Account>(sql`select ${ALL} from identity.account a where a.id = ${id} for update`);
}

export async function listAccountsByNik(tx: Tx, nikHash: Buffer): Promise<Account[]> {
  return tx.many<Account>(sql`select ${ALL} from identity.account a where a.nik_hash = ${nikHash} order by a.level desc, a.created_at, a.id for update`);
}

export async function findForDesk(tx: Tx, by: Identifier, nikHash: Buffer | null): Promise<Account[]> {
  const condition = by.kind === 'nik' ? sql`a.nik_hash = ${nikHash}` : by.kind === 'phone' ? sql`a.phone = ${by.value}` : sql`a.email = ${by.value}`;
  return tx.many<Account>(sql`select ${ALL} from identity.account a where ${condition} and a.status = 'active' order by a.level desc, a.created_at limit 10`);
}

export async function findByNip(tx: Tx, nip: string): Promise<Account | undefined> {
  return tx.maybe<Account>(sql`select ${ALL} from identity.account a where a.nip = ${nip}`);
}

export async function insertAccount(tx: Tx, a: Omit<Account, 'verified_at' | 'state_reason'> & { verified_at: Date | null; verified_by: string | null }): Promise<void> {
  await tx.run(sql`insert into identity.account (id, name, birth_date, nik_hash, nik_sealed, nip, user_name, phone, email, level, verified_at, verified_by, status, managed_by, created_at)
    values (${a.id}, ${a.name}, ${a.birth_date}, ${a.nik_hash}, ${a.nik_sealed}, ${a.nip}, ${a.user_name}, ${a.phone}, ${a.email}, ${a.level},
      ${a.verified_at}, ${a.verified_by}, ${a.status}, ${a.managed_by}, ${a.created_at})`);
}

export async function markVerified(tx: Tx, id: string, v: { name: string; birthDate: string | null; nikHash: Buffer; nikSealed: Buffer; at: Date; by: string | null }): Promise<void> {
  await tx.run(sql`update identity.account set level = 'verified', verified_at = ${v.at}, verified_by = ${v.by}, name = ${v.name}, birth_date = ${v.birthDate},
    nik_hash = ${v.nikHash}, nik_sealed = ${v.nikSealed} where id = ${id}`);
}

export async function takeNikAway(tx: Tx, ids: string[]): Promise<void> {
  await tx.run(sql`update identity.account set nik_hash = null, nik_sealed = null where id = any(${ids}) and level = 'unverified'`);
}

export async function setContact(tx: Tx, id: string, contact: { phone: string | null; email: string | null }): Promise<void> {
  await tx.run(sql`update identity.account set phone = ${contact.phone}, email = ${contact.email} where id = ${id}`);
}

export async function setState(tx: Tx, id: string, s: { state: 'active' | 'locked' | 'closed'; reason: string | null; at: Date; by: string }): Promise<void> {
  await tx.run(sql`update identity.account set status = ${s.state}, state_reason = ${s.reason}, state_at = ${s.at}, state_by = ${s.by} where id = ${id}`);
  await forget(tx, 'account', id);
}

export async function setActive(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update identity.account set status = 'active' where id = ${id} and status = 'pending'`);
}
