import { describe, expect, it } from 'vitest';
import { shiftedClock, wallOf } from '../platform/kernel/clock.ts';
import { startOf } from './prepare.ts';

describe('the clock of a demonstration of another day', () => {
  const said: string[] = [];
  const start = (day: string, last?: string) => startOf(day, last === undefined ? undefined : new Date(last), (one) => said.push(one)).toISOString();

  it('begins in the middle of the morning', () => {
    expect(start('2026-11-18')).toBe('2026-11-18T03:15:00.000Z');
    expect(start('2026-11-18', '2026-11-17T08:00:00Z')).toBe('2026-11-18T03:15:00.000Z');
    expect(said).toEqual([]);
  });

  it('goes on where it stopped, and says so', () => {
    expect(start('2026-11-18', '2026-11-18T06:30:00.500Z')).toBe('2026-11-18T06:30:01.500Z');
    expect(said.pop()).toMatch(/^Jam dilanjutkan dari catatan terakhir: .*18 November 2026 pukul 13[.:]30 WIB\.$/);
    expect(start('2026-11-18', '2026-11-19T01:00:00Z')).toBe('2026-11-19T01:00:01.000Z');
    expect(said.pop()).toMatch(/19 November 2026 pukul 08[.:]00 WIB, bukan .*18 November 2026\.$/);
  });

  it('runs on, and still knows what a telephone shows', () => {
    const clock = shiftedClock(new Date('2020-01-01T00:00:00Z'));
    expect(Math.abs(clock.now().getTime() - Date.parse('2020-01-01T00:00:00Z'))).toBeLessThan(2000);
    expect(Math.abs(wallOf(clock).getTime() - Date.now())).toBeLessThan(2000);
    expect(wallOf({ now: () => new Date('2020-01-01T00:00:00Z') }).toISOString()).toBe('2020-01-01T00:00:00.000Z');
  });
});
