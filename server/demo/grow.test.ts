import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { compose } from '../compose.ts';
import { checkState } from '../modules/permohonan/service/check-state.ts';
import { part } from '../platform/house.ts';
import { manualClock } from '../platform/kernel/clock.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import type { Authenticator } from '../platform/request/authenticator.ts';
import type { Context } from '../platform/request/context.ts';
import { readSettings } from '../platform/settings/settings.ts';
import { createTestDatabase, dropTestDatabase, testCluster } from '../testing/cluster.ts';
import { growTo } from './grow.ts';
import { seedDemo } from './seed.ts';

const NOW = '2026-11-20T03:15:00Z';
const cluster = testCluster();
const name = `grow_${uuidv7().replaceAll('-', '')}`;
const folder = mkdtempSync(join(tmpdir(), 'pendopo-grow-'));
const composed = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), await createTestDatabase(cluster, name), { clock: manualClock(NOW), background: false });
afterAll(async () => {
  await composed.stop();
  await dropTestDatabase(cluster, name);
  rmSync(folder, { recursive: true, force: true });
});

it('tops up to a number, once, with requests that fold, stand in queues and are found', async () => {
  const { house } = composed;
  const record = await seedDemo(composed, { now: new Date(NOW), seed: 35020, share: 0.1 });
  const { id: instansi } = (await house.db.ownerPool.query<{ id: string }>("select id from organization.instansi where code = 'PNG'")).rows[0]!;
  const ctx: Context = { house, instansi, requestId: 'test', viewer: null, ip: '127.0.0.1' };
  const before = (await checkState(ctx)).checked;

  expect(await growTo(house.db, instansi, 3000, new Date(NOW))).toEqual({ added: 3000 - before, total: 3000 });
  expect(await growTo(house.db, instansi, 3000, new Date(NOW))).toEqual({ added: 0, total: 3000 });
  expect(await growTo(house.db, instansi, 3010, new Date(NOW))).toEqual({ added: 10, total: 3010 });
  expect(await checkState(ctx)).toEqual({ checked: 3010, differences: [] });
  const { future } = (await house.db.ownerPool.query<{ future: number }>('select count(*) as future from permohonan.request where received_at > $1', [NOW])).rows[0]!;
  expect(future).toBe(0);

  const { token } = await (composed.api.forPages(ctx) as unknown as Api).demo.enterAs({ account: record.accounts.find((one) => one.signIn === 'siti')!.account });
  const viewer = await part<Authenticator>(house, 'authenticator').viewerOf(house, token);
  const api = composed.api.forPages({ ...ctx, viewer }) as unknown as Api;
  const queue = await api.permohonan.queue({ box: 'unclaimed', limit: 25 });
  expect(queue.items.length).toBeGreaterThan(1);
  const copied = queue.items.find((item) => item.number.startsWith('PNG-0'))!;
  expect(await api.permohonan.getCase({ id: copied.id })).toMatchObject({ id: copied.id, number: copied.number });
  expect((await api.permohonan.search({ query: copied.number })).items.map((item) => item.id)).toEqual([copied.id]);
}, 400_000);
