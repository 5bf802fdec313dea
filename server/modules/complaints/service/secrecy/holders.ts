import { newKeyPair, wrapTo } from '../../../../engines/envelope/key-pair.ts';
import { sealUnder } from '../../../../engines/envelope/passphrase.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../../platform/kernel/ids.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context } from '../../../../platform/request/context.ts';
import * as storage from '../../storage/keys.ts';
import { beginCeremony, LEAST_HOLDERS, newGeneration, ofGroup } from './ceremony.ts';
import { addGroupKey, forgetHolder } from './keys-in-memory.ts';
import { moveKeys } from './move-keys.ts';
import { mustExamine, mustOpenKey, ofHolder, openOwn } from './open-key.ts';
import { outside } from './outside.ts';

// Chapters: making one's own key · admitting · removing · the passphrase

/** One's own key pair. The second of an institution without a group key brings it into force; later ones wait to be admitted. */
export async function makeHolderKey(ctx: Context, { passphrase }: { passphrase: string }): Promise<{ inForce: boolean }> {
  mustExamine(ctx);
  const { accountId, name } = mustViewer(ctx);
  const pair = newKeyPair();
  const id = uuidv7();
  const sealedPrivate = await sealUnder(passphrase, pair.privateKey, ofHolder(id));
  return inTenant(ctx, async (t) => {
    await beginCeremony(t);
    await storage.insertHolder(t.tx, t.instansi, { id, account: accountId, name, publicKey: pair.publicKey, sealedPrivate, at: t.house.clock.now() });
    await audit(t, { action: 'complaints.key-holder-made', object: 'complaint-key', objectId: id });
    if (await storage.findGroupKey(t.tx, t.instansi)) return { inForce: false };
    const waiting = await storage.listHolders(t.tx, t.instansi);
    if (waiting.length < LEAST_HOLDERS) return { inForce: false };
    await newGeneration(t, waiting, new Map());
    return { inForce: true };
  });
}

/** By a holder whose key is open. A person who has forgotten the passphrase is admitted anew, the old key of that person ends. */
export async function admitHolder(ctx: Context, { holder: id }: { holder: string }): Promise<Record<string, never>> {
  const open = mustOpenKey(ctx);
  const replaced = await inTenant(ctx, async (t) => {
    await beginCeremony(t);
    const all = await storage.listHolders(t.tx, t.instansi);
    const waiting = all.find((h) => h.id === id && h.state === 'waiting');
    if (!waiting || !all.some((h) => h.id === open.holder && h.state === 'active')) throw new Refused({ code: 'complaints.no-such-holder' });
    if (waiting.id === open.holder || waiting.account === open.account) throw new Refused({ code: 'complaints.admitted-by-another' });
    const before = all.find((h) => h.account === waiting.account && h.state === 'active');
    if (before) await storage.removeHolders(t.tx, t.instansi, [before.id], t.house.clock.now());
    await storage.admitHolders(t.tx, t.instansi, [waiting.id], t.house.clock.now());
    for (const [generation, privateKey] of open.group) await storage.insertWrap(t.tx, t.instansi, waiting.id, { generation, wrapped: wrapTo(waiting.public_key, privateKey, ofGroup(generation)) });
    await audit(t, { action: 'complaints.key-holder-admitted', object: 'complaint-key', objectId: waiting.id, detail: { by: open.holder, ...(before ? { instead: before.id } : {}) } });
    return before;
  });
  if (replaced) forgetHolder(ctx, replaced.id);
  return {};
}

/** Ends a holder: a new group key for the others, and every data key wrapped to it. Needs the others' public keys only. */
export async function removeHolder(ctx: Context, { holder: id }: { holder: string }): Promise<{ moved: number }> {
  const open = mustOpenKey(ctx);
  const at = ctx.house.clock.now();
  const gone = await inTenant(ctx, async (t) => {
    await beginCeremony(t);
    const all = await storage.listHolders(t.tx, t.instansi);
    const one = all.find((h) => h.id === id);
    if (!one) throw new Refused({ code: 'complaints.no-such-holder' });
    await audit(t, { action: 'complaints.key-holder-removed', object: 'complaint-key', objectId: id, detail: { by: open.holder } });
    if (one.state === 'waiting') {
      await storage.removeHolders(t.tx, t.instansi, [id], at);
      return undefined;
    }
    const left = all.filter((h) => h.state === 'active' && h.id !== id);
    if (left.length < LEAST_HOLDERS) throw new Refused({ code: 'complaints.last-holders' });
    await storage.removeHolders(t.tx, t.instansi, [id], at);
    return { left, fresh: await newGeneration(t, left, open.group, 'same sheets') };
  });
  if (!gone) return { moved: 0 };
  const group = new Map([...open.group].map(([n, key]) => [n, Buffer.from(key)] as const));
  // Who has the key open goes on; who was removed reads nothing more, whatever is still open.
  for (const holder of gone.left) addGroupKey(ctx, holder.id, gone.fresh.generation, gone.fresh.privateKey);
  forgetHolder(ctx, id);
  return { moved: await moveKeys(outside(ctx), group) };
}

export async function changePassphrase(ctx: Context, { old, passphrase }: { old: string; passphrase: string }): Promise<Record<string, never>> {
  const { holder, privateKey } = await openOwn(ctx, old);
  const sealed = await sealUnder(passphrase, privateKey, ofHolder(holder.id));
  privateKey.fill(0);
  await inTenant(ctx, async (t) => {
    await storage.saveSealedPrivate(t.tx, t.instansi, holder.id, sealed);
    await audit(t, { action: 'complaints.key-passphrase-changed', object: 'complaint-key', objectId: holder.id });
  });
  return {};
}
