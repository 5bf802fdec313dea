import { publicKeyOf, unwrap } from '../../../../engines/envelope/key-pair.ts';
import { groupsOf, join, readHalf } from '../../../../engines/envelope/two-halves.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { Refused, type FieldRefusal } from '../../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context } from '../../../../platform/request/context.ts';
import { takeTry } from '../../../../platform/request/rate-limit.ts';
import * as storage from '../../storage/keys.ts';
import { beginCeremony, LEAST_HOLDERS, makeRecovery, markOf, newGeneration, ofGroup, ofHalf } from './ceremony.ts';
import { forgetHolder } from './keys-in-memory.ts';
import { moveKeys } from './move-keys.ts';
import { mustExamine, mustOpenKey, openOwn } from './open-key.ts';

// Chapters: new sheets · printing one · both together

/** Sheets anew, when one was lost or not printed. The old ones open nothing any more. */
export const renewRecovery = (ctx: Context): Promise<Record<string, never>> =>
  inTenant(ctx, async (t) => {
    const open = mustOpenKey(t);
    await beginCeremony(t);
    const holders = (await storage.listHolders(t.tx, t.instansi)).filter((h) => h.state === 'active');
    if (!holders.some((h) => h.id === open.holder)) throw new Refused({ code: 'complaints.not-a-holder' });
    // The one who asks prints the first.
    const [own, ...others] = [...holders].sort((a, b) => Number(b.id === open.holder) - Number(a.id === open.holder));
    await makeRecovery(t, [own!, ...others], open.group);
    await audit(t, { action: 'complaints.key-recovery-made', object: 'complaint-key', objectId: null, detail: { by: open.holder } });
    return {};
  });

/** One's half, shown once: it is taken out of the database with it. Needs the passphrase, as only that opens what it is wrapped to. */
export async function takeHalf(ctx: Context, { passphrase }: { passphrase: string }): Promise<{ half: 1 | 2; mark: string; groups: string[] }> {
  const { holder, privateKey } = await openOwn(ctx, passphrase);
  return inTenant(ctx, async (t) => {
    const taken = await storage.takeHalf(t.tx, t.instansi, holder.id);
    const recovery = await storage.findRecoveryKey(t.tx, t.instansi);
    if (!taken || !recovery || taken.recovery !== recovery.id) throw new Refused({ code: 'complaints.no-half' });
    const bytes = unwrap(privateKey, taken.wrapped, ofHalf(recovery.id, taken.half));
    if (!bytes) throw new Refused({ code: 'complaints.seal-broken' });
    await audit(t, { action: 'complaints.key-half-printed', object: 'complaint-key', objectId: holder.id, detail: { half: taken.half } });
    const mark = markOf(recovery.public_key);
    return { half: taken.half, mark, groups: groupsOf(taken.half, mark, bytes) };
  });
}

const TRIES = { tries: 30, minutes: 60 };

/**
 * Both halves together: the waiting holders that are named get the key, all former ones end. A new group key and new sheets
 * follow, so that the ones just typed open nothing afterwards.
 * @throws Refused `complaints.half-mistyped` with the groups that are wrong, `complaints.halves-do-not-fit`, `complaints.too-few-holders`
 */
export async function recover(ctx: Context, { first, second, holders: ids }: { first: string; second: string; holders: string[] }): Promise<{ moved: number }> {
  mustExamine(ctx);
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), ctx.house.secrets.hash('rate', `complaints/recovery/${ctx.instansi}/${mustViewer(ctx).accountId}`), TRIES);
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  const { former, group } = await inTenant(ctx, async (t) => {
    await beginCeremony(t);
    const recovery = await storage.findRecoveryKey(t.tx, t.instansi);
    if (!recovery) throw new Refused({ code: 'complaints.no-half' });
    const privateKey = readBoth(markOf(recovery.public_key), first, second);
    if (!publicKeyOf(privateKey).equals(recovery.public_key)) throw new Refused({ code: 'complaints.halves-do-not-fit' });
    const opened = new Map((await storage.listRecoveryWraps(t.tx, t.instansi, recovery.id)).map(({ generation, wrapped }) => [generation, unwrap(privateKey, wrapped, ofGroup(generation))!] as const));
    privateKey.fill(0);
    const all = await storage.listHolders(t.tx, t.instansi);
    const fresh = all.filter((h) => h.state === 'waiting' && ids.includes(h.id));
    if (fresh.length < LEAST_HOLDERS) throw new Refused({ code: 'complaints.too-few-holders' });
    const gone = all.filter((h) => h.state === 'active').map((h) => h.id);
    await storage.removeHolders(t.tx, t.instansi, gone, t.house.clock.now());
    await newGeneration(t, fresh, opened);
    await audit(t, { action: 'complaints.key-recovered', object: 'complaint-key', objectId: null, detail: { holders: fresh.map((h) => h.id), ended: gone } });
    return { former: gone, group: opened };
  });
  for (const holder of former) forgetHolder(ctx, holder);
  return { moved: await moveKeys(ctx, group) };
}

function readBoth(mark: string, first: string, second: string): Buffer {
  const fields: FieldRefusal[] = [];
  const read = (half: 1 | 2, path: string, typed: string): Buffer | undefined => {
    const found = readHalf(half, mark, typed);
    if ('bytes' in found) return found.bytes;
    const message = 'wrong' in found ? `Periksa kelompok ke-${found.wrong.join(', ')}: ada angka yang salah.` : 'count' in found ? `Ketik 17 kelompok berisi enam angka; baru ${found.count} yang terbaca.` : `Ini bukan lembar ${half} untuk kunci bertanda ${mark}. Periksa lembar mana yang Anda ketik.`;
    fields.push({ path, message });
    return undefined;
  };
  const [a, b] = [read(1, 'first', first), read(2, 'second', second)];
  if (!a || !b) throw new Refused({ code: 'complaints.half-mistyped', fields });
  return join(a, b);
}
