import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compose, type Composed } from '../../compose.ts';
import type { DatabaseUrls } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { readSettings } from '../../platform/settings/settings.ts';
import { createTestDatabase, dropTestDatabase, testCluster } from '../../testing/cluster.ts';
import { makePerson } from './notifications.fixture.ts';

const cluster = testCluster();
const name = `t_${uuidv7().replaceAll('-', '')}`;
const urls: DatabaseUrls = await createTestDatabase(cluster, name);
const folder = mkdtempSync(join(tmpdir(), 'pendopo-crash-'));
const instansi = uuidv7();
const open = (background: boolean): Promise<Composed> => compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { background });
afterAll(async () => {
  await dropTestDatabase(cluster, name);
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the server, waits until it says the word, and kills it where it stands. */
function killAfter(word: string, orders: Record<string, unknown>): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.testing.ts')], {
    env: { ...process.env, CRASH_ORDERS: JSON.stringify({ urls, folder, instansi, ...orders }) }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((done, fail) => {
    let said = '';
    let complained = '';
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(word)) child.kill('SIGKILL');
    });
    child.on('error', fail);
    child.on('exit', (_, signal) => (said.includes(word) ? done(signal) : fail(new Error(`never said ${word}: ${complained}`))));
  });
}

describe('killed hard', () => {
  it.each([
    ['after-commit', 'committed', { outbox: 1, locked: 0, told: 0 }],
    ['inside-the-job', 'told', { outbox: 0, locked: 1, told: 1 }],
  ] as const)('%s: nothing is lost and nothing is told twice', async (die, word, left) => {
    const first = await open(false);
    await first.house.db.asOwner((tx) => tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at)
      values (${instansi}, 'Kabupaten Ponorogo', 'regency', '35.02', 'WIB', 'PNG', true, now()) on conflict do nothing`));
    const account = await makePerson({ house: first.house, context: () => ({ house: first.house, instansi, viewer: null, requestId: 'x', ip: '' }) });
    const request = uuidv7();
    const state = (house: Composed['house']) => house.db.asOwner((tx) => tx.one<{ outbox: number; locked: number; told: number }>(sql`select
      (select count(*) from platform.outbox where payload ->> 'request' = ${request}) as outbox,
      (select count(*) from graphile_worker._private_jobs where locked_at is not null) as locked,
      (select count(*) from notifications.notification where account = ${account}) as told`));

    expect(await killAfter(word, { die, payload: { request, number: 'PNG-ABCD-2345', account, due: null } })).toBe('SIGKILL');
    expect(await state(first.house)).toEqual(left);
    await first.stop();

    const second = await open(true);
    await second.house.events.drain();
    expect(await state(second.house)).toEqual({ outbox: 0, locked: 0, told: 1 });
    await second.stop();
  });
});
