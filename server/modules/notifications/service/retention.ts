import { audit } from '../../../platform/audit/audit.ts';
import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { retentionAtFirst } from '../reference-data.ts';
import * as storage from '../storage/retention.ts';

// Chapters: the period · the sweep

const periodOf = async (t: TenantContext): Promise<storage.Retention & { own: boolean }> => {
  const own = await storage.findRetention(t.tx, t.instansi);
  const { noticeDays, deliveryDays, legalBasis } = own ?? retentionAtFirst();
  return { noticeDays, deliveryDays, legalBasis, own: own !== undefined };
};

export const getRetention = (ctx: Context) => inTenant(ctx, periodOf);

export const setRetention = (ctx: Context, wanted: storage.Retention) =>
  inTenant(ctx, async (t) => {
    const before = await periodOf(t);
    await storage.saveRetention(t.tx, t.instansi, wanted, t.house.clock.now());
    await audit(t, { action: 'notifications.retention-set', object: 'retention', objectId: t.instansi, detail: { ...wanted, before: { noticeDays: before.noticeDays, deliveryDays: before.deliveryDays } } });
    return { ...wanted, own: true };
  });

const DAY = 86_400_000;
const BATCH = 2000;

/**
 * Each night: what is older than the institution's period goes, a batch in each transaction, so that nobody waits for
 * it. How much went is in the audit trail; whom it told is not.
 */
export async function sweep(house: House): Promise<void> {
  const now = house.clock.now();
  // No period is shorter than this.
  const instansi = await house.db.asOwner((tx) => storage.institutionsWithOld(tx, new Date(now.getTime() - 30 * DAY)));
  for (const one of instansi) await sweepOne(jobContext(house, one, 'notifications-sweep'), now);
}

async function sweepOne(ctx: Context, now: Date): Promise<void> {
  const { noticeDays, deliveryDays } = await getRetention(ctx);
  const before = (days: number) => new Date(now.getTime() - days * DAY);
  const all = async (drop: typeof storage.dropNotices, days: number): Promise<number> => {
    for (let gone = 0; ; ) {
      const count = await inTenant(ctx, (t) => drop(t.tx, t.instansi, before(days), BATCH));
      gone += count;
      if (count < BATCH) return gone;
    }
  };
  const deliveries = await all(storage.dropDeliveries, deliveryDays);
  const notices = await all(storage.dropNotices, noticeDays);
  await all(storage.dropMoves, noticeDays);
  if (deliveries + notices > 0) await inTenant(ctx, (t) => audit(t, { action: 'notifications.swept', object: 'retention', objectId: ctx.instansi, detail: { notices, deliveries, noticeDays, deliveryDays } }));
}
