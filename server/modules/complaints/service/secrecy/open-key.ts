import { unwrap } from '../../../../engines/envelope/key-pair.ts';
import { openUnder } from '../../../../engines/envelope/passphrase.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context } from '../../../../platform/request/context.ts';
import { forgetTries, takeTry } from '../../../../platform/request/rate-limit.ts';
import * as storage from '../../storage/keys.ts';
import { mayExamine } from '../roles.ts';
import { ofGroup } from './ceremony.ts';
import { forgetKey, openKeyOf, rememberKey, type OpenKey } from './keys-in-memory.ts';
import { moveKeys } from './move-keys.ts';
import { outside } from './outside.ts';

// Chapters: who may · one's own key · opening and closing

const TRIES = { tries: 5, minutes: 15 };
export const ofHolder = (id: string): string => `holder/${id}`;

/** @throws Refused `complaints.not-for-you`: penghubung and heads of the Inspektorat only, in office now */
export function mustExamine(ctx: Context): void {
  if (!mayExamine(mustHat(ctx))) throw new Refused({ code: 'complaints.not-for-you' });
}
/** @throws Refused `complaints.key-locked` */
export function mustOpenKey(ctx: Context): OpenKey {
  mustExamine(ctx);
  const open = openKeyOf(ctx);
  if (!open) throw new Refused({ code: 'complaints.key-locked' });
  return open;
}

/** @throws Refused `complaints.not-a-holder`, `complaints.wrong-passphrase`, `request.too-many` */
export async function openOwn(ctx: Context, passphrase: string): Promise<{ holder: storage.Holder; privateKey: Buffer }> {
  mustExamine(ctx);
  const { accountId } = mustViewer(ctx);
  const holder = await inTenant(outside(ctx), (t) => storage.findHolder(t.tx, t.instansi, accountId, 'active'));
  if (!holder?.sealed_private) throw new Refused({ code: 'complaints.not-a-holder' });
  const key = ctx.house.secrets.hash('rate', `complaints/key/${holder.id}`);
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), key, TRIES);
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  const privateKey = await openUnder(passphrase, holder.sealed_private, ofHolder(holder.id));
  if (!privateKey) {
    await inTenant(outside(ctx), (t) => audit(t, { action: 'complaints.key-refused', object: 'complaint-key', objectId: holder.id }));
    throw new Refused({ code: 'complaints.wrong-passphrase', fields: [{ path: 'passphrase', message: 'Kata sandi kunci salah.' }] });
  }
  await forgetTries(ctx.house.db, key);
  return { holder, privateKey };
}

/** Opens the key for this session, for half an hour from the last use. What an earlier change left to be wrapped anew is done now. */
export async function unlockKey(ctx: Context, { passphrase }: { passphrase: string }): Promise<{ until: string }> {
  const { holder, privateKey } = await openOwn(ctx, passphrase);
  const viewer = mustViewer(ctx);
  const group = await inTenant(outside(ctx), async (t) => {
    const wraps = await storage.listWraps(t.tx, t.instansi, holder.id);
    await audit(t, { action: 'complaints.key-opened', object: 'complaint-key', objectId: holder.id });
    return new Map(wraps.flatMap(({ generation, wrapped }) => {
      const opened = unwrap(privateKey, wrapped, ofGroup(generation));
      return opened ? [[generation, opened] as const] : [];
    }));
  });
  privateKey.fill(0);
  rememberKey(ctx, viewer.sessionId, { instansi: ctx.instansi, account: viewer.accountId, holder: holder.id, group });
  await moveKeys(outside(ctx), group);
  return { until: new Date(openKeyOf(ctx)!.until).toISOString() };
}

export async function lockKey(ctx: Context): Promise<Record<string, never>> {
  mustExamine(ctx);
  const viewer = mustViewer(ctx);
  const open = openKeyOf(ctx);
  forgetKey(ctx, viewer.sessionId);
  if (open) await inTenant(ctx, (t) => audit(t, { action: 'complaints.key-closed', object: 'complaint-key', objectId: open.holder }));
  return {};
}
