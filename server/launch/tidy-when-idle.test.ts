import { EventEmitter } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { tidyWhenIdle } from './tidy-when-idle.ts';

afterEach(() => void vi.useRealTimers());

it('collects while nobody asks, once for what was left behind, and again when it has grown', () => {
  vi.useFakeTimers();
  const server = new EventEmitter();
  let heap = 200;
  let times = 0;
  const collect = () => {
    times += 1;
    heap = 100;
  };
  const stop = tidyWhenIdle(server, { everyMs: 1000, collect, size: () => heap });
  const ask = (n: number) => Array.from({ length: n }, () => server.emit('request'));
  ask(50);
  vi.advanceTimersByTime(1000);
  expect(times).toBe(0);
  ask(3);
  vi.advanceTimersByTime(1000);
  expect(times).toBe(1);
  vi.advanceTimersByTime(5000);
  expect(times).toBe(1);
  heap = 140;
  ask(50);
  vi.advanceTimersByTime(1000);
  expect(times).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(times).toBe(2);
  stop();
  heap = 500;
  vi.advanceTimersByTime(5000);
  expect(times).toBe(2);
});

it('can collect without a flag on the command line', () => {
  vi.useFakeTimers();
  const stop = tidyWhenIdle(new EventEmitter(), { everyMs: 10 });
  expect(() => vi.advanceTimersByTime(10)).not.toThrow();
  stop();
});
