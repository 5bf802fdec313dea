import { expect, it } from 'vitest';
import { sql } from '../db/sql.ts';
import { createTestHouse } from '../../testing/house.ts';
import { inTenant } from '../request/context.ts';
import { createEvents, emit } from './events.ts';

const t = await createTestHouse();

it('makes no job of a message that a subscriber does not want', async () => {
  const seen: [string, unknown][] = [];
  const subscriber = (name: string, wants?: (payload: Record<string, unknown>) => boolean) => ({ event: 'test.chosen', name, ...(wants ? { wants } : {}), run: async (_: unknown, message: { payload: Record<string, unknown> }) => { seen.push([name, message.payload.n]); } });
  const events = createEvents(() => t.house, [subscriber('all'), subscriber('even', ({ n }) => Number(n) % 2 === 0)], []);
  await inTenant(t.context(), async (tx) => {
    for (let n = 0; n < 4; n++) await emit(tx, 'test.chosen', { n });
  });
  await events.start();
  await events.drain();
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(6);
  expect(seen.filter(([name]) => name === 'even').map(([, n]) => n).sort()).toEqual([0, 2]);
  await events.stop();
});

it('lets messages share jobs, and when one fails gives each of them a job of its own', async () => {
  const seen: string[] = [];
  let broken = true;
  const events = createEvents(() => t.house, [{
    event: 'test.happened', name: 'shared',
    runMany: async (_, messages) => {
      if (messages.some((m) => m.payload.n === 7)) throw new Error('one of them is broken');
      seen.push(...messages.map((m) => String(m.payload.n)));
    },
    run: async (_, message) => {
      if (message.payload.n === 7 && broken) throw new Error('broken for now');
      seen.push(String(message.payload.n));
    },
  }], []);
  await inTenant(t.context(), async (tx) => {
    for (let n = 0; n < 120; n++) await emit(tx, 'test.happened', { n });
  });
  await events.start();
  const left = () => t.house.db.asOwner((tx) => tx.many<{ code: string; attempts: number; last_error: string | null }>(
    sql`select k.identifier as code, j.attempts, j.last_error from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id`));
  await expect.poll(left, { timeout: 10_000 }).toMatchObject([{ code: 'event', attempts: 1, last_error: 'broken for now' }]);
  expect(seen).toHaveLength(119);
  broken = false;
  await t.house.db.asOwner((tx) => tx.run(sql`update graphile_worker._private_jobs set run_at = now()`));
  await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  expect(new Set(seen).size).toBe(120);
  await events.stop();
});
