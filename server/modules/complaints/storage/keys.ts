import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: the group's key · holders · recovery

export interface GroupKey {
  generation: number;
  public_key: Buffer;
  made_at: Date;
}
/** The one in force; undefined before the ceremony. */
export const findGroupKey = (tx: Tx, instansi: string): Promise<GroupKey | undefined> =>
  tx.maybe(sql`select generation, public_key, made_at from complaints.group_key where instansi = ${instansi} and retired_at is null`);
/** Ceremonies of one institution come one after the other: its row of settings is held until the end of the transaction. */
export const lockKeys = (tx: Tx, instansi: string): Promise<number> => tx.run(sql`select 1 from complaints.settings where instansi = ${instansi} for update`);

/** Retires the one in force. */
export async function insertGroupKey(tx: Tx, instansi: string, k: GroupKey): Promise<void> {
  await tx.run(sql`update complaints.group_key set retired_at = ${k.made_at} where instansi = ${instansi} and retired_at is null`);
  await tx.run(sql`insert into complaints.group_key (instansi, generation, public_key, made_at) values (${instansi}, ${k.generation}, ${k.public_key}, ${k.made_at})`);
}

export interface Holder {
  id: string;
  account: string;
  name: string;
  public_key: Buffer;
  sealed_private: Buffer | null;
  state: 'waiting' | 'active';
  made_at: Date;
  admitted_at: Date | null;
}
export const listHolders = (tx: Tx, instansi: string): Promise<Holder[]> =>
  tx.many(sql`select id, account, name, public_key, sealed_private, state, made_at, admitted_at from complaints.key_holder where instansi = ${instansi} and state <> 'removed' order by made_at, id`);
export const findHolder = (tx: Tx, instansi: string, account: string, state: Holder['state']): Promise<Holder | undefined> =>
  tx.maybe(sql`select id, account, name, public_key, sealed_private, state, made_at, admitted_at from complaints.key_holder where instansi = ${instansi} and account = ${account} and state = ${state}`);
/** A waiting one of the same person is replaced: the passphrase was typed anew. */
export async function insertHolder(tx: Tx, instansi: string, h: { id: string; account: string; name: string; publicKey: Buffer; sealedPrivate: Buffer; at: Date }): Promise<void> {
  await tx.run(sql`delete from complaints.key_holder where instansi = ${instansi} and account = ${h.account} and state = 'waiting'`);
  await tx.run(sql`insert into complaints.key_holder (instansi, id, account, name, public_key, sealed_private, state, made_at)
    values (${instansi}, ${h.id}, ${h.account}, ${h.name}, ${h.publicKey}, ${h.sealedPrivate}, 'waiting', ${h.at})`);
}
export const admitHolders = (tx: Tx, instansi: string, ids: readonly string[], at: Date): Promise<number> =>
  tx.run(sql`update complaints.key_holder set state = 'active', admitted_at = ${at} where instansi = ${instansi} and id = any(${ids}::uuid[]) and state = 'waiting'`);
/** With the private key and every wrapping to it; a half that was not printed by them goes too. */
export async function removeHolders(tx: Tx, instansi: string, ids: readonly string[], at: Date): Promise<number> {
  await tx.run(sql`delete from complaints.group_key_wrap where instansi = ${instansi} and holder = any(${ids}::uuid[])`);
  await tx.run(sql`delete from complaints.recovery_half where instansi = ${instansi} and holder = any(${ids}::uuid[])`);
  return tx.run(sql`update complaints.key_holder set state = 'removed', removed_at = ${at}, sealed_private = null where instansi = ${instansi} and id = any(${ids}::uuid[]) and state <> 'removed'`);
}
export const saveSealedPrivate = (tx: Tx, instansi: string, holder: string, sealed: Buffer): Promise<number> =>
  tx.run(sql`update complaints.key_holder set sealed_private = ${sealed} where instansi = ${instansi} and id = ${holder} and state = 'active'`);

export interface GroupWrap {
  generation: number;
  wrapped: Buffer;
}
export const listWraps = (tx: Tx, instansi: string, holder: string): Promise<GroupWrap[]> =>
  tx.many(sql`select generation, wrapped from complaints.group_key_wrap where instansi = ${instansi} and holder = ${holder} order by generation`);
export const insertWrap = (tx: Tx, instansi: string, holder: string, w: GroupWrap): Promise<number> =>
  tx.run(sql`insert into complaints.group_key_wrap (instansi, generation, holder, wrapped) values (${instansi}, ${w.generation}, ${holder}, ${w.wrapped}) on conflict do nothing`);

export interface RecoveryKey {
  id: string;
  public_key: Buffer;
  made_at: Date;
}
export const findRecoveryKey = (tx: Tx, instansi: string): Promise<RecoveryKey | undefined> =>
  tx.maybe(sql`select id, public_key, made_at from complaints.recovery_key where instansi = ${instansi} and retired_at is null`);
/** The one before it, with all that is wrapped to it, is gone: sheets of paper that still exist open nothing. */
export async function insertRecoveryKey(tx: Tx, instansi: string, k: RecoveryKey): Promise<void> {
  await tx.run(sql`delete from complaints.recovery_half where instansi = ${instansi}`);
  await tx.run(sql`delete from complaints.recovery_wrap where instansi = ${instansi}`);
  await tx.run(sql`update complaints.recovery_key set retired_at = ${k.made_at} where instansi = ${instansi} and retired_at is null`);
  await tx.run(sql`insert into complaints.recovery_key (instansi, id, public_key, made_at) values (${instansi}, ${k.id}, ${k.public_key}, ${k.made_at})`);
}
export const listRecoveryWraps = (tx: Tx, instansi: string, recovery: string): Promise<GroupWrap[]> =>
  tx.many(sql`select generation, wrapped from complaints.recovery_wrap where instansi = ${instansi} and recovery = ${recovery} order by generation`);
export const insertRecoveryWrap = (tx: Tx, instansi: string, recovery: string, w: GroupWrap): Promise<number> =>
  tx.run(sql`insert into complaints.recovery_wrap (instansi, recovery, generation, wrapped) values (${instansi}, ${recovery}, ${w.generation}, ${w.wrapped}) on conflict do nothing`);
export const insertHalf = (tx: Tx, instansi: string, h: { recovery: string; half: 1 | 2; holder: string; wrapped: Buffer }): Promise<number> =>
  tx.run(sql`insert into complaints.recovery_half (instansi, recovery, half, holder, wrapped) values (${instansi}, ${h.recovery}, ${h.half}, ${h.holder}, ${h.wrapped})`);
export const listHalves = (tx: Tx, instansi: string): Promise<{ half: 1 | 2; holder: string }[]> =>
  tx.many(sql`select half, holder from complaints.recovery_half where instansi = ${instansi} order by half`);
/** Taken out: who shows it shows it once. */
export const takeHalf = (tx: Tx, instansi: string, holder: string): Promise<{ half: 1 | 2; wrapped: Buffer; recovery: string } | undefined> =>
  tx.maybe(sql`delete from complaints.recovery_half where instansi = ${instansi} and holder = ${holder} returning half, wrapped, recovery`);
