import { expect, it } from 'vitest';
import { gather } from './gather.ts';

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

it('asks the first at once and all who come meanwhile together, each key once', async () => {
  const asked: string[][] = [];
  const answer = gather(async (keys) => {
    asked.push(keys);
    await pause(10);
    return new Map(keys.map((key) => [key, key.toUpperCase()]));
  }, 1);
  const first = answer('a');
  await pause(5);
  const rest = Promise.all([answer('b'), answer('c'), answer('b'), answer('a')]);
  expect(await first).toBe('A');
  expect(await rest).toEqual(['B', 'C', 'B', 'A']);
  expect(asked).toEqual([['a'], ['b', 'c', 'a']]);
});

it('begins no two questions within the pause, and never two at once', async () => {
  let running = 0;
  const began: number[] = [];
  const answer = gather(async (keys) => {
    began.push(performance.now());
    expect(++running).toBe(1);
    await pause(2);
    running -= 1;
    return new Map(keys.map((key) => [key, key]));
  }, 30);
  for (let i = 0; i < 4; i++) await answer(String(i));
  for (const [i, at] of began.entries()) if (i > 0) expect(at - began[i - 1]!).toBeGreaterThanOrEqual(29);
});

it('tells who is unknown, and hands a failure to those who asked; the next ones are asked again', async () => {
  let isAway = true;
  const answer = gather(async () => {
    if (isAway) throw new Error('away');
    return new Map([['known', 1]]);
  }, 0);
  const failing = Promise.allSettled([answer('known'), answer('other')]);
  expect((await failing).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  isAway = false;
  expect([await answer('known'), await answer('other')]).toEqual([1, undefined]);
});
