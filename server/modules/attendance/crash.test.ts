import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compose } from '../../compose.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { readSettings } from '../../platform/settings/settings.ts';
import { createTestDatabase, dropTestDatabase, testCluster } from '../../testing/cluster.ts';
import { somebody } from '../sync/sync.testing.ts';

const cluster = testCluster();
const name = `t_${uuidv7().replaceAll('-', '')}`;
const urls = await createTestDatabase(cluster, name);
const folder = mkdtempSync(join(tmpdir(), 'pendopo-rush-crash-'));
afterAll(async () => {
  await dropTestDatabase(cluster, name);
  rmSync(folder, { recursive: true, force: true });
});

/** Kills the server where it stands after so many answers. @returns ids that it has answered */
function killAfter(answers: number, orders: object): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.testing.ts')], { env: { ...process.env, CRASH_ORDERS: JSON.stringify({ urls, folder, ...orders }) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complained = '';
  return new Promise((done, fail) => {
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('\n').length > answers) child.kill('SIGKILL');
    });
    child.on('error', fail);
    // The last line may have been cut off by the kill; what was not said whole was not answered.
    child.on('exit', (_, signal) => (signal ? done(said.split('\n').slice(0, -1)) : fail(new Error(`ended by itself: ${complained}`))));
  });
}

it('killed hard in the middle of the rush: every check-in that was answered is there, once, and the audit entries count every row', async () => {
  const { house, stop } = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { background: false });
  const viewer = somebody(uuidv7());
  const { instansi } = viewer.hat!;
  const answered = await killAfter(500, { viewer, people: Array.from({ length: 40 }, () => uuidv7()) });
  expect(answered.length).toBeGreaterThanOrEqual(500);
  const stored = await house.db.asOwner((tx) => tx.many<{ id: string }>(sql`select id from attendance.check_in where instansi = ${instansi}`));
  const ids = new Set(stored.map((row) => row.id));
  expect(answered.filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(stored.length);
  const { vouched } = await house.db.asOwner((tx) => tx.one<{ vouched: number }>(sql`select sum((detail ->> 'count')::int)::int as vouched from audit.entry where instansi = ${instansi} and action = 'attendance.checked-in'`));
  expect(vouched).toBe(stored.length);
  await stop();
});
