import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compose } from '../../compose.ts';
import type { DatabaseUrls } from '../../platform/db/database.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { readSettings } from '../../platform/settings/settings.ts';
import { createTestDatabase, dropTestDatabase, testCluster } from '../../testing/cluster.ts';
import { registerDevice } from './service/devices.ts';
import { send } from './service/send.ts';
import { command, newPhone, notesOf, somebody, takeNotes } from './sync.testing.ts';

const cluster = testCluster();
const name = `t_${uuidv7().replaceAll('-', '')}`;
const urls: DatabaseUrls = await createTestDatabase(cluster, name);
const folder = mkdtempSync(join(tmpdir(), 'pendopo-sync-crash-'));
afterAll(async () => {
  await dropTestDatabase(cluster, name);
  rmSync(folder, { recursive: true, force: true });
});

/** Kills the server where it stands once it has said that it hangs. */
function killHanging(orders: Record<string, unknown>): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.testing.ts')], { env: { ...process.env, CRASH_ORDERS: JSON.stringify({ urls, folder, ...orders }) }, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((done, fail) => {
    let complained = '';
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    child.stdout.on('data', () => child.kill('SIGKILL'));
    child.on('error', fail);
    child.on('exit', (_, signal) => (signal ? done(signal) : fail(new Error(`ended by itself: ${complained}`))));
  });
}

it('killed hard, with one command done and one half done: sent again, each was done once', async () => {
  const { house, stop } = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { background: false });
  const viewer = somebody(uuidv7());
  const ctx = { house, instansi: viewer.hat!.instansi, viewer, requestId: uuidv7(), ip: '' };
  takeNotes(house);
  const phone = await newPhone();
  const { contact } = await registerDevice(ctx, { id: phone.id, name: 'HP', key: phone.publicKey });
  phone.contact = { ...contact, deviceTime: contact.at };
  const commands = [await command(phone, viewer, { words: 'selesai' }), await command(phone, viewer, { words: 'setengah', next: 'hang' })];

  expect(await killHanging({ viewer, commands })).toBe('SIGKILL');
  expect(await notesOf(ctx)).toEqual(['selesai']);
  const answers = (await send(ctx, { device: phone.id, commands })).answers;
  expect(answers.map(({ id, state }) => [id, state])).toEqual(commands.map(({ id }) => [id, expect.stringMatching(/accepted|marked/)]));
  expect(await notesOf(ctx)).toEqual(['selesai', 'setengah']);
  expect((await send(ctx, { device: phone.id, commands })).answers).toEqual(answers);
  expect(await notesOf(ctx)).toEqual(['selesai', 'setengah']);
  await stop();
});
