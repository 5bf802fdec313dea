import { audit } from '../../../platform/audit/audit.ts';
import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { retentionAtFirst } from '../reference-data.ts';
import { lockDevice } from '../storage/devices.ts';
import * as storage from '../storage/retention.ts';

// Chapters: the period · the sweep

const periodOf = async (t: TenantContext): Promise<storage.Retention & { own: boolean }> => {
  const own = await storage.findRetention(t.tx, t.instansi);
  const { commandDays, reason } = own ?? retentionAtFirst();
  return { commandDays, reason, own: own !== undefined };
};
export const getRetention = (ctx: Context) => readTenant(ctx, periodOf);

export const setRetention = (ctx: Context, wanted: storage.Retention) => inTenant(ctx, async (t) => {
  const before = await periodOf(t);
  await storage.saveRetention(t.tx, t.instansi, wanted, t.house.clock.now());
  await audit(t, { action: 'sync.retention-set', object: 'retention', objectId: t.instansi, detail: { ...wanted, before: { commandDays: before.commandDays } } });
  return { ...wanted, own: true };
});

const DAY = 86_400_000;
/** Each night what was answered before the institution's period goes, device by device, so that nobody waits for it. */
export async function forget(house: House): Promise<void> {
  const now = house.clock.now();
  // No period is shorter than this.
  const instansi = await house.db.asOwner((tx) => storage.institutionsWithOld(tx, new Date(now.getTime() - 30 * DAY)));
  for (const one of instansi) await forgetOf(jobContext(house, one, 'sync-forget'), now);
}

/** A place is passed only once everything before it is old; the device is locked, so that nothing is taken in meanwhile. */
async function forgetOf(ctx: Context, now: Date): Promise<void> {
  const { commandDays } = await getRetention(ctx);
  const before = new Date(now.getTime() - commandDays * DAY);
  let gone = 0;
  for (const device of await readTenant(ctx, (t) => storage.devicesWithOld(t.tx, t.instansi, before))) {
    gone += await inTenant(ctx, async (t) => {
      await lockDevice(t.tx, t.instansi, device);
      return storage.forgetBefore(t.tx, t.instansi, device, await storage.oldUpTo(t.tx, t.instansi, device, before));
    });
  }
  if (gone > 0) await inTenant(ctx, (t) => audit(t, { action: 'sync.forgot', object: 'retention', objectId: ctx.instansi, detail: { commands: gone, commandDays } }));
}
