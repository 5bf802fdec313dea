import { describe, expect, test } from 'vitest';
import { builtInCalendar, builtInHolidays } from './built-in-calendar.ts';
import { foldClock, recompute, type ClockEvent } from './case-clock.ts';
import { runningTimeBetween, workingDaysBetween } from './count.ts';
import type { LimitUnit } from './limits.ts';
import { seeded } from './seeded.testing.ts';
import { isoInZone } from './words.ts';

const five = builtInCalendar();
const calendarOf = () => five;
const at = (text: string) => new Date(`${text}+07:00`);
const start = (moment: string, amount: number, unit: LimitUnit = 'working-days'): ClockEvent => ({
  kind: 'start', at: at(moment), limit: { amount, unit }, calendar: 'dpmptsp',
});
const pause = (moment: string, cause?: string): ClockEvent => ({ kind: 'pause', at: at(moment), cause });
const resume = (moment: string, cause?: string): ClockEvent => ({ kind: 'resume', at: at(moment), cause });
const stop = (moment: string): ClockEvent => ({ kind: 'stop', at: at(moment) });
const fold = (...events: ClockEvent[]) => foldClock(events, calendarOf);

describe('licensing.md section 5', () => {
  const complete = start('2025-01-07T09:15:00', 5);
  test('complete Tue 7 Jan with 5 working days ends Tue 14 Jan', () => {
    expect(fold(complete)).toMatchObject({ state: 'running', due: '2025-01-14', used: 0, remaining: 5, measure: 'days' });
  });
  test('returned on day 2: two days used, three left, no date while it waits', () => {
    expect(fold(complete, pause('2025-01-09T14:00:00'))).toMatchObject({ state: 'paused', used: 2, remaining: 3, due: null, dueAt: null });
  });
  test('resubmitted Mon 20 Jan: 21, 22, 23 Jan', () => {
    const reading = fold(complete, pause('2025-01-09T14:00:00'), resume('2025-01-20T08:00:00'));
    expect(reading).toMatchObject({ state: 'running', used: 2, remaining: 3, due: '2025-01-23', provisional: false });
    expect(isoInZone(reading.dueAt!, 'WIB')).toBe('2025-01-23T23:59:59+07:00');
  });
  test('resubmitted the day before the holidays: they are skipped', () => {
    expect(fold(complete, pause('2025-01-09T14:00:00'), resume('2025-01-24T08:00:00')).due).toBe('2025-02-03');
  });
});

describe('days', () => {
  test('a pause within one day changes nothing', () => {
    const paused = fold(start('2025-01-07T09:00:00', 5), pause('2025-01-09T09:00:00'), resume('2025-01-09T11:00:00'));
    expect(paused).toMatchObject({ due: '2025-01-14', used: 2 });
  });
  test('paused on the last day: ends on the first working day from the resumption on', () => {
    const events = [start('2025-01-07T09:00:00', 2), pause('2025-01-09T09:00:00')];
    expect(fold(...events, resume('2025-01-20T09:00:00'))).toMatchObject({ remaining: 0, due: '2025-01-20' });
    expect(fold(...events, resume('2025-01-18T09:00:00')).due).toBe('2025-01-20');
  });
  test('what ran out stays run out, paused or resumed later', () => {
    const events = [start('2025-01-07T09:00:00', 2), pause('2025-01-13T09:00:00')];
    expect(fold(...events)).toMatchObject({ state: 'paused', due: '2025-01-09', used: 4, remaining: 0 });
    expect(fold(...events, resume('2025-02-03T09:00:00')).due).toBe('2025-01-09');
  });
  test('a longer limit applies to the whole (KIP: 10 and 7 more working days)', () => {
    const longer: ClockEvent = { kind: 'limit-change', at: at('2025-01-20T09:00:00'), limit: { amount: 17, unit: 'working-days' } };
    expect(fold(start('2025-01-02T09:00:00', 10)).due).toBe('2025-01-16');
    expect(fold(start('2025-01-02T09:00:00', 10), longer).due).toBe('2025-01-30');
  });
  test('calendar days', () => {
    const events = [start('2025-01-07T09:00:00', 10, 'calendar-days'), pause('2025-01-10T09:00:00'), resume('2025-01-20T09:00:00')];
    expect(fold(...events)).toMatchObject({ used: 3, remaining: 7, due: '2025-01-27' });
  });
  test('what is asked for a moment includes the running days', () => {
    expect(foldClock([start('2025-01-07T09:00:00', 5)], calendarOf, { at: at('2025-01-10T09:00:00') })).toMatchObject({ used: 3, remaining: 2, due: '2025-01-14' });
  });
});

describe('hours', () => {
  test('what was used to the minute is kept', () => {
    const events = [start('2025-01-02T15:00:00', 3, 'working-hours'), pause('2025-01-02T15:30:00')];
    expect(fold(...events)).toMatchObject({ measure: 'minutes', used: 30, remaining: 150, dueAt: null });
    const reading = fold(...events, resume('2025-01-03T16:00:00'));
    expect(isoInZone(reading.dueAt!, 'WIB')).toBe('2025-01-06T09:30:00+07:00');
  });
  test('a pause over night costs nothing that was not running anyway', () => {
    const whole = fold(start('2025-01-02T15:00:00', 3, 'working-hours'));
    const paused = fold(start('2025-01-02T15:00:00', 3, 'working-hours'), pause('2025-01-02T18:00:00'), resume('2025-01-03T06:00:00'));
    expect(paused.dueAt).toEqual(whole.dueAt);
  });
});

describe('events', () => {
  test('two causes: the clock runs again when both are resumed', () => {
    const events = [start('2025-01-06T09:00:00', 5), pause('2025-01-07T09:00:00', 'perbaikan'), pause('2025-01-08T09:00:00', 'bayar'), resume('2025-01-09T09:00:00', 'perbaikan')];
    expect(fold(...events)).toMatchObject({ state: 'paused', used: 1 });
    expect(fold(...events, resume('2025-01-13T09:00:00', 'bayar'))).toMatchObject({ state: 'running', due: '2025-01-17' });
  });
  test('what makes no sense changes nothing', () => {
    const sane = fold(start('2025-01-07T09:00:00', 5));
    expect(fold(pause('2025-01-06T09:00:00'), start('2025-01-07T09:00:00', 5), start('2025-01-08T09:00:00', 9), resume('2025-01-09T09:00:00'))).toEqual(sane);
    const stopped = fold(start('2025-01-07T09:00:00', 5), stop('2025-01-10T10:00:00'));
    expect(fold(start('2025-01-07T09:00:00', 5), stop('2025-01-10T10:00:00'), pause('2025-01-11T09:00:00'))).toEqual(stopped);
  });
  test('nothing yet', () => {
    expect(fold()).toMatchObject({ state: 'idle', due: null, limit: null });
  });
  test('stopped while running keeps the date it ran towards, stopped while paused has none', () => {
    expect(fold(start('2025-01-07T09:00:00', 5), stop('2025-01-10T10:00:00'))).toMatchObject({ state: 'stopped', used: 3, due: '2025-01-14' });
    expect(fold(start('2025-01-07T09:00:00', 5), pause('2025-01-08T09:00:00'), stop('2025-01-10T10:00:00'))).toMatchObject({ state: 'stopped', used: 1, due: null });
  });
  test('another unit takes over with its own zone and week', () => {
    const six = builtInCalendar({ week: 6, zone: 'WIT' });
    const over: ClockEvent = { kind: 'limit-change', at: at('2025-01-10T09:00:00'), calendar: 'kecamatan' };
    const reading = foldClock([start('2025-01-07T09:00:00', 5), over], (key) => (key === 'kecamatan' ? six : five));
    expect(isoInZone(reading.dueAt!, 'WIT')).toBe('2025-01-13T23:59:59+09:00'); // 8, 9, 10 by five days, Sat 11 and Mon 13 by six
  });
  test('provisional only where a counted day is', () => {
    expect(fold(start('2026-12-28T09:00:00', 2)).provisional).toBe(false); // 29, 30 Dec
    expect(fold(start('2026-12-30T09:00:00', 2))).toMatchObject({ due: '2027-01-04', provisional: true });
  });
});

describe('properties', () => {
  const random = seeded(7);
  const units: LimitUnit[] = ['working-days', 'calendar-days', 'working-hours', 'working-day-hours', 'clock-hours'];
  /** A story with pauses at distinct moments between Jan and May 2025. */
  const story = (unit: LimitUnit): ClockEvent[] => {
    let moment = at('2025-01-02T08:00:00').getTime() + random(20) * 86_400_000;
    const step = () => new Date((moment += 60_000 + random(5 * 86_400_000)));
    const events: ClockEvent[] = [{ kind: 'start', at: new Date(moment), limit: { amount: 5 + random(60), unit }, calendar: 'x' }];
    for (let pauses = random(4); pauses > 0; pauses--) events.push({ kind: 'pause', at: step() }, { kind: 'resume', at: step() });
    return events;
  };

  test('the order in which events are written down does not matter', () => {
    for (let round = 0; round < 150; round++) {
      const events = story(units[round % units.length]!);
      const shuffled = events.map((event) => ({ event, rank: random(1000) })).sort((a, b) => a.rank - b.rank).map((one) => one.event);
      expect(foldClock(shuffled, calendarOf)).toEqual(foldClock(events, calendarOf));
    }
  });

  test('a pause never brings the end forward', () => {
    for (let round = 0; round < 300; round++) {
      const events = story(units[round % units.length]!);
      expect(foldClock(events, calendarOf).dueAt!.getTime()).toBeGreaterThanOrEqual(foldClock(events.slice(0, 1), calendarOf).dueAt!.getTime());
    }
  });

  test('what is counted in the running stretches up to the end is the limit', () => {
    for (let round = 0; round < 200; round++) {
      const unit = round % 2 ? 'working-days' : 'working-hours';
      const events = story(unit);
      const { dueAt, limit, remaining } = foldClock(events, calendarOf);
      if (remaining === 0) continue;
      let total = 0;
      for (let index = 0; index < events.length; index += 2) {
        const from = events[index]!.at;
        const to = new Date(Math.min(dueAt!.getTime(), events[index + 1]?.at.getTime() ?? Infinity));
        total += unit === 'working-days' ? workingDaysBetween(five, from, to).amount : runningTimeBetween(five, from, to, 'office-hours').amount / 3_600_000;
      }
      expect(total).toBeCloseTo(limit!.amount, 9);
    }
  });
});

describe('a calendar that changes', () => {
  const before = builtInCalendar({ version: '2025-1', holidays: builtInHolidays().filter((row) => row.date !== '2025-08-18') });
  const after = builtInCalendar({ version: '2025-2' });
  const open = [start('2025-08-14T09:00:00', 2)];

  test('18 Aug 2025 became a day off: the end moves and both dates are told', () => {
    const change = recompute(open, () => before, () => after);
    expect(change).toMatchObject({ moved: true, old: { due: '2025-08-18' }, new: { due: '2025-08-19' } });
  });
  test('a clock elsewhere stays', () => {
    expect(recompute([start('2025-07-01T09:00:00', 2)], () => before, () => after).moved).toBe(false);
  });
  test('a decision that was issued is not undone', () => {
    const change = recompute([...open, stop('2025-08-19T09:00:00')], () => before, () => after);
    expect(change).toMatchObject({ moved: false, new: { due: '2025-08-18' } });
  });
  test('publishing a year makes its dates certain', () => {
    const published = builtInCalendar({ yearsPublished: [2024, 2025, 2026, 2027], holidays: [...builtInHolidays(), { date: '2027-01-01', name: 'Tahun Baru', kind: 'libur_nasional' }] });
    const change = recompute([start('2026-12-31T09:00:00', 1)], () => five, () => published);
    expect(change).toMatchObject({ moved: false, old: { provisional: true }, new: { provisional: false } });
  });
});
