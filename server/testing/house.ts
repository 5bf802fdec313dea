import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { sql } from '../platform/db/sql.ts';
import { createServer } from '../platform/http/server.ts';
import { manualClock, type ManualClock } from '../platform/kernel/clock.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import type { Context, Viewer } from '../platform/request/context.ts';
import { readSettings } from '../platform/settings/settings.ts';
import { createTestDatabase, dropTestDatabase, testCluster } from './cluster.ts';

/** A whole house on a database of its own; two institutions (`instansi`, `other`) so that walls can be tried. */
export interface TestHouse extends Composed {
  app: FastifyInstance;
  clock: ManualClock;
  /** Kabupaten Ponorogo. */
  instansi: string;
  /** Kabupaten Sumenep: the neighbour who must see nothing. */
  other: string;
  /** A context without a viewer in `instansi`, or with the viewer given. */
  context(viewer?: Viewer | null, instansi?: string): Context;
}

/** Monday 2 March 2026, 09:00 WIB: a working day in a year whose holidays are published. */
const TEST_NOW = '2026-03-02T02:00:00Z';

/** Call at the top of a test file: made before its tests, dropped after them. */
export async function createTestHouse(options: { background?: boolean; now?: string } = {}): Promise<TestHouse> {
  const cluster = testCluster();
  const name = `t_${uuidv7().replaceAll('-', '')}`;
  const urls = await createTestDatabase(cluster, name);
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-house-'));
  const clock = manualClock(options.now ?? TEST_NOW);
  const settings = readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' });
  const composed = await compose(settings, urls, { clock, background: options.background ?? false });
  const { house } = composed;
  const [instansi, other] = await Promise.all([
    insertInstansi(composed, 'Kabupaten Ponorogo', '35.02', 'PNG', 'ponorogo.test'),
    insertInstansi(composed, 'Kabupaten Sumenep', '35.29', 'SMP', 'sumenep.test'),
  ]);
  const app = await createServer(house, composed.modules, composed.api);
  afterAll(async () => {
    await app.close();
    await composed.stop();
    await dropTestDatabase(cluster, name);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...composed, app, clock, instansi, other,
    context: (viewer = null, at = instansi) => ({ house, instansi: viewer?.hat?.instansi ?? at, viewer, requestId: uuidv7(), ip: '127.0.0.1' }),
  };
}

async function insertInstansi({ house }: Composed, name: string, region: string, code: string, host: string): Promise<string> {
  const id = uuidv7();
  await house.db.asOwner(async (tx) => {
    await tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at)
      values (${id}, ${name}, 'regency', ${region}, 'WIB', ${code}, true, ${house.clock.now()})`);
    await tx.run(sql`insert into organization.host (host, instansi) values (${host}, ${id})`);
  });
  return id;
}
