import { newKeyPair, wrapTo } from '../../../../engines/envelope/key-pair.ts';
import { split } from '../../../../engines/envelope/two-halves.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { emit } from '../../../../platform/events/events.ts';
import { uuidv7 } from '../../../../platform/kernel/ids.ts';
import type { TenantContext } from '../../../../platform/request/context.ts';
import * as storage from '../../storage/keys.ts';
import { countKeys, listWithoutKey } from '../../storage/sealed.ts';
import { configurationOf } from '../configuration.ts';

// Chapters: a new group key · its recovery on two sheets

/** The key is not in force with fewer, and the last of them cannot be removed. */
export const LEAST_HOLDERS = 2;
export const ofGroup = (generation: number): string => `group/${generation}`;
export const ofHalf = (recovery: string, half: 1 | 2): string => `recovery/${recovery}/${half}`;
/** Four digits that stand on both sheets: which recovery key they belong to. */
export const markOf = (publicKey: Buffer): string => String(publicKey.readUInt32BE() % 10_000).padStart(4, '0');

/** One ceremony after the other. */
export async function beginCeremony(t: TenantContext): Promise<void> {
  await configurationOf(t);
  await storage.lockKeys(t.tx, t.instansi);
}

/** A new group key for these holders and new sheets for recovery; they also get the older ones that are open. */
export async function newGeneration(t: TenantContext, holders: readonly storage.Holder[], older: ReadonlyMap<number, Buffer>, sheets: 'new sheets' | 'same sheets' = 'new sheets'): Promise<{ generation: number; privateKey: Buffer }> {
  const at = t.house.clock.now();
  const pair = newKeyPair();
  const generation = ((await storage.findGroupKey(t.tx, t.instansi))?.generation ?? 0) + 1;
  await storage.insertGroupKey(t.tx, t.instansi, { generation, public_key: pair.publicKey, made_at: at });
  await storage.admitHolders(t.tx, t.instansi, holders.map((h) => h.id), at);
  const group = new Map([...older, [generation, pair.privateKey]]);
  for (const holder of holders) {
    for (const [n, privateKey] of group) await storage.insertWrap(t.tx, t.instansi, holder.id, { generation: n, wrapped: wrapTo(holder.public_key, privateKey, ofGroup(n)) });
  }
  if (sheets === 'new sheets') await makeRecovery(t, holders, group);
  else await wrapForRecovery(t, new Map([[generation, pair.privateKey]]));
  await audit(t, { action: 'complaints.key-made', object: 'complaint-key', objectId: null, detail: { generation, holders: holders.map((h) => h.id) } });
  // What lies under an older key is moved by a job.
  if ((await countKeys(t.tx, t.instansi, generation)).older > 0 || (await listWithoutKey(t.tx, t.instansi, 1)).length > 0) await emit(t, 'complaints.key-made', { generation });
  return { generation, privateKey: pair.privateKey };
}

/** A new recovery key. Its halves go to two different holders, who each print one; together they were never in one session. */
export async function makeRecovery(t: TenantContext, holders: readonly storage.Holder[], group: ReadonlyMap<number, Buffer>): Promise<void> {
  const [first, second] = holders;
  if (!first || !second) throw new Error('two holders print the halves');
  const pair = newKeyPair();
  const id = uuidv7();
  await storage.insertRecoveryKey(t.tx, t.instansi, { id, public_key: pair.publicKey, made_at: t.house.clock.now() });
  const halves = split(pair.privateKey);
  await storage.insertHalf(t.tx, t.instansi, { recovery: id, half: 1, holder: first.id, wrapped: wrapTo(first.public_key, halves[0], ofHalf(id, 1)) });
  await storage.insertHalf(t.tx, t.instansi, { recovery: id, half: 2, holder: second.id, wrapped: wrapTo(second.public_key, halves[1], ofHalf(id, 2)) });
  await wrapForRecovery(t, group);
  for (const secret of [pair.privateKey, ...halves]) secret.fill(0);
}

/** Further group keys for the sheets that exist already. */
export async function wrapForRecovery(t: TenantContext, group: ReadonlyMap<number, Buffer>): Promise<void> {
  const recovery = await storage.findRecoveryKey(t.tx, t.instansi);
  if (!recovery) return;
  for (const [generation, privateKey] of group) await storage.insertRecoveryWrap(t.tx, t.instansi, recovery.id, { generation, wrapped: wrapTo(recovery.public_key, privateKey, ofGroup(generation)) });
}
