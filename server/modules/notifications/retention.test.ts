import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import type { Calls } from '../../platform/operation.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { operations } from './contract.ts';
import { hear, makePerson, messageOf } from './notifications.fixture.ts';
import { schedules } from './jobs.ts';
import { openDelivery } from './storage/deliveries.ts';

const t = await createTestHouse();
const as = (viewer: Viewer | null, instansi = t.instansi) => t.api.forPages(t.context(viewer, instansi))['notifications'] as unknown as Calls<typeof operations>;
const admin = viewerWith(t, ['administrator']);
const DAY = 86_400_000;
const sweep = () => schedules.find((one) => one.name === 'notifications-sweep')!.run(t.house);
const left = async (table: 'notification' | 'delivery') => (await t.house.db.asOwner((tx) => tx.one<{ n: number }>({ text: `select count(*) as n from notifications.${table}`, values: [] }))).n;

/** A notice told so many days ago, with a line of the delivery log in this state. */
async function told(daysAgo: number, state: 'sent' | 'failed' | 'waiting' = 'sent', instansi = t.instansi): Promise<void> {
  const account = await makePerson(t);
  const now = t.clock.now();
  const message = messageOf(t, 'permohonan.submitted', { request: uuidv7(), number: 'PNG-1', account, due: null }, instansi);
  await hear(t, { ...message, at: new Date(now.getTime() - daysAgo * DAY).toISOString() });
  await inTenant(t.context(null, instansi), async (tx) => {
    const { id } = await tx.tx.one<{ id: string }>(sql`select id from notifications.notification where account = ${account}`);
    const delivery = await openDelivery(tx.tx, instansi, { id: uuidv7(), notification: id, account, kind: 'received', source: message.id, channel: 'email', addressMasked: 'x' }, new Date(now.getTime() - daysAgo * DAY));
    await tx.tx.run(sql`update notifications.delivery set state = ${state} where id = ${delivery.id}`);
  });
}

describe('what is kept for a time', () => {
  it('goes each night by the period of the institution, with its legal basis; what waits to be sent stays', async () => {
    expect(await as(admin).getRetention({})).toMatchObject({ noticeDays: 730, deliveryDays: 180, own: false, legalBasis: expect.stringContaining('belum diverifikasi') as string });
    await told(10);
    await told(200);
    await told(200, 'failed');
    await told(800);
    await told(800, 'waiting');
    await told(800, 'sent', t.other);
    await sweep();
    // Older than 180 days: the sent and failed lines; older than 730: their notices. The waiting one keeps both.
    expect([await left('notification'), await left('delivery')]).toEqual([4, 2]);

    const set = { noticeDays: 100, deliveryDays: 365, legalBasis: 'Keputusan Bupati 12/2026 pasal 3' };
    expect(await as(admin).setRetention(set)).toEqual({ ...set, own: true });
    expect(await as(admin).getRetention({})).toEqual({ ...set, own: true });
    await told(300);
    await sweep();
    // The line is kept longer than its notice, and no longer leads to it.
    expect([await left('notification'), await left('delivery')]).toEqual([2, 3]);
    const trail = await t.house.db.asOwner((tx) => tx.many<{ action: string; detail: Record<string, unknown> }>(sql`select action, detail from audit.entry where action like 'notifications.%' and instansi = ${t.instansi} order by at, id`));
    expect(trail.map((one) => one.action)).toEqual(['notifications.swept', 'notifications.retention-set', 'notifications.swept']);
    expect(trail.map((one) => one.detail)).toMatchObject([{ notices: 1, deliveries: 3 }, { noticeDays: 100, before: { noticeDays: 730 } }, { notices: 3, deliveries: 0 }]);
  });

  it('is set by an administrator, for the own institution, with a reason and within bounds', async () => {
    const good = { noticeDays: 100, deliveryDays: 100, legalBasis: 'Perbup 1/2026' };
    await expect(as(viewerWith(t, ['verifier'])).setRetention(good)).rejects.toMatchObject({ problem: { status: 403 } });
    await expect(as(null).getRetention({})).rejects.toMatchObject({ problem: { status: 401 } });
    expect(await as(viewerWith(t, ['administrator'], undefined, t.other), t.other).getRetention({})).toMatchObject({ own: false });
    for (const bad of [{ noticeDays: 29 }, { deliveryDays: 4000 }, { legalBasis: '' }, { noticeDays: 1.5 }, { noticeDays: 'x' as never }]) {
      await expect(as(admin).setRetention({ ...good, ...bad })).rejects.toMatchObject({ problem: { status: 422, fields: [{ path: Object.keys(bad)[0] }] } });
    }
  });
});
