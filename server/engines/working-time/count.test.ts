import { describe, expect, test } from 'vitest';
import { addDays, dayIn, momentAt } from '../../platform/kernel/calendar-day.ts';
import { builtInCalendar, builtInHolidays, builtInOfficeHours } from './built-in-calendar.ts';
import {
  addCalendarDays, addRunningTime, addWorkingDays, addWorkingMinutes, endOfDay, MOST_DAYS, runningTimeBetween,
  workingDaysBetween,
} from './count.ts';
import { dueAfter } from './limits.ts';
import { seeded } from './seeded.testing.ts';
import { isoInZone } from './words.ts';

const five = builtInCalendar();
const six = builtInCalendar({ week: 6 });
const wib = (text: string) => new Date(`${text}+07:00`);

describe('working days', () => {
  test.each([
    // complaints.md section 5
    ['2025-01-02', 3, '2025-01-07'],
    ['2025-01-07', 5, '2025-01-14'],
    ['2025-01-07', 14, '2025-01-30'],
    ['2025-01-07', 60, '2025-04-15'],
    ['2025-01-14', 10, '2025-01-31'],
    // kesbangpol.md, SKT of ormas
    ['2025-03-03', 15, '2025-03-24'],
    // received on a day off: the first working day after it is day 1
    ['2025-01-04', 1, '2025-01-06'],
    ['2025-01-28', 1, '2025-01-30'],
    ['2025-01-04', 0, '2025-01-04'],
    // 18 Aug 2025 was added to the list on 7 Aug 2025
    ['2025-08-15', 1, '2025-08-19'],
  ])('%s + %i hari kerja = %s', (from, days, due) => {
    expect(addWorkingDays(five, from, days)).toMatchObject({ due, provisional: false });
  });

  test.each([
    // attendance-performance.md section 2
    ['2025-04', 16, 20],
    ['2026-03', 17, 20],
    ['2025-08', 20, 25],
  ])('%s has %i working days in a 5-day week, %i in a 6-day week', (month, inFive, inSix) => {
    const before = addDays(`${month}-01`, -1);
    const end = addDays(`${addDays(`${month}-28`, 5).slice(0, 7)}-01`, -1);
    expect(workingDaysBetween(five, before, end).amount).toBe(inFive);
    expect(workingDaysBetween(six, before, end).amount).toBe(inSix);
  });

  test('end of the last day in the zone of the office, for a moment the day that it is there', () => {
    const east = builtInCalendar({ zone: 'WIT' });
    const end = addWorkingDays(east, new Date('2025-01-02T16:00:00Z'), 1); // already 3 Jan, 01:00 WIT
    expect(end.due).toBe('2025-01-06');
    expect(isoInZone(end.dueAt, 'WIT')).toBe('2025-01-06T23:59:59+09:00');
    expect(addWorkingDays(five, new Date('2025-01-02T16:00:00Z'), 1).due).toBe('2025-01-03');
  });

  test('cuti bersama may be a working day for an office that says so', () => {
    const clinic = builtInCalendar({ jointLeaveIsHoliday: false });
    expect(addWorkingDays(five, '2025-01-24', 1).due).toBe('2025-01-30');
    expect(addWorkingDays(clinic, '2025-01-24', 1).due).toBe('2025-01-28');
  });

  test('a local holiday counts, and does not make its year published', () => {
    const row = { date: '2027-08-11', name: 'Hari Jadi Ponorogo', kind: 'libur_daerah' as const };
    const local = builtInCalendar({ holidays: [...builtInHolidays(), row] });
    expect(addWorkingDays(local, '2027-08-10', 1)).toMatchObject({ due: '2027-08-12', provisional: true });
  });

  test('refuses what is no number of days', () => {
    for (const days of [-1, 1.5, NaN, Infinity, MOST_DAYS + 1]) expect(() => addWorkingDays(five, '2025-01-02', days)).toThrow(RangeError);
  });
});

describe('a year whose list is not published', () => {
  test('weekends and fixed-date holidays count, and the date is provisional', () => {
    expect(addWorkingDays(five, '2026-12-30', 1)).toMatchObject({ due: '2026-12-31', provisional: false });
    expect(addWorkingDays(five, '2026-12-31', 1)).toMatchObject({ due: '2027-01-04', provisional: true });
    expect(addWorkingDays(five, '2027-08-16', 1).due).toBe('2027-08-18');
    expect(addWorkingDays(five, '2010-04-30', 1).due).toBe('2010-05-03');
  });

  test('1 May is a working day before 2014, 1 June before 2017', () => {
    expect(addWorkingDays(five, '2013-04-30', 1).due).toBe('2013-05-01');
    expect(addWorkingDays(five, '2016-05-31', 1).due).toBe('2016-06-01');
    expect(addWorkingDays(five, '2020-05-29', 1).due).toBe('2020-06-02');
  });

  test('a past year without a list makes the date provisional too', () => {
    expect(addWorkingDays(five, '2023-12-28', 3)).toMatchObject({ due: '2024-01-03', provisional: true });
    expect(addWorkingDays(five, '2023-12-29', 1)).toMatchObject({ due: '2024-01-02', provisional: false });
  });

  test('in a published year only the list counts: a fixed date that it leaves out is a working day', () => {
    const own = builtInCalendar({ holidays: [{ date: '2025-03-03', name: 'x', kind: 'libur_nasional' }] });
    expect(addWorkingDays(own, '2024-12-31', 1)).toMatchObject({ due: '2025-01-01', provisional: false });
    expect(addWorkingDays(own, '2025-02-28', 1).due).toBe('2025-03-04');
  });

  test('calendar days do not depend on a list', () => {
    expect(addCalendarDays(five, '2026-12-30', 5)).toMatchObject({ due: '2027-01-04', provisional: false });
    expect(addCalendarDays(five, '2025-01-14', 10).due).toBe('2025-01-24');
  });
});

describe('working hours', () => {
  test.each([
    ['2025-01-02T10:00:00', 2, '2025-01-02T12:00:00+07:00'],
    ['2025-01-02T10:00:00', 3, '2025-01-02T14:00:00+07:00'], // over the break
    ['2025-01-02T14:00:00', 2, '2025-01-02T16:00:00+07:00'], // to the last minute
    ['2025-01-03T15:30:00', 2, '2025-01-06T08:30:00+07:00'], // over the weekend
    ['2025-01-03T11:45:00', 1, '2025-01-03T14:00:00+07:00'], // begins in Friday's long break
    ['2025-01-04T10:00:00', 1, '2025-01-06T08:30:00+07:00'], // begins on a day off
    ['2025-01-24T16:00:00', 1, '2025-01-30T08:00:00+07:00'], // Friday closes 16.30; over three holidays
    ['2025-01-03T17:00:00', 0, '2025-01-06T07:30:00+07:00'],
    ['2025-01-03T16:30:00', 0, '2025-01-03T16:30:00+07:00'],
  ])('%s + %i hours ends %s', (from, hours, end) => {
    expect(isoInZone(addWorkingMinutes(five, wib(from), hours * 60).dueAt, 'WIB')).toBe(end);
  });

  test('Ramadan hours hold between their dates only', () => {
    const ramadan = { name: 'Ramadan 1446', from: '2025-03-01', to: '2025-03-30', hours: builtInOfficeHours().week5.ramadan };
    const fasting = builtInCalendar({ special: [ramadan] });
    expect(isoInZone(addWorkingMinutes(fasting, wib('2025-02-28T16:00:00'), 1 * 60).dueAt, 'WIB')).toBe('2025-03-03T08:30:00+07:00');
    expect(isoInZone(addWorkingMinutes(fasting, wib('2025-03-03T14:30:00'), 1 * 60).dueAt, 'WIB')).toBe('2025-03-04T08:30:00+07:00');
    expect(isoInZone(addWorkingMinutes(fasting, wib('2025-04-08T07:00:00'), 1 * 60).dueAt, 'WIB')).toBe('2025-04-08T08:30:00+07:00');
  });

  test.each([
    ['week5', 'ordinary', 37.5],
    ['week5', 'ramadan', 32.5],
    ['week6', 'ordinary', 37.5],
    ['week6', 'ramadan', 32.5],
  ] as const)('the hours of %s %s add up to Perpres 21/2023', (week, kind, total) => {
    const hours = builtInOfficeHours()[week][kind];
    const calendar = builtInCalendar({ week: week === 'week5' ? 5 : 6, hours });
    expect(runningTimeBetween(calendar, wib('2025-02-03T00:00:00'), wib('2025-02-10T00:00:00'), 'office-hours').amount / 3_600_000).toBe(total);
  });

  test('provisional when an hour was counted in an unpublished year', () => {
    expect(addWorkingMinutes(five, wib('2026-12-31T15:00:00'), 1 * 60).provisional).toBe(false);
    expect(addWorkingMinutes(five, wib('2026-12-31T15:00:00'), 2 * 60)).toMatchObject({ due: '2027-01-04', provisional: true });
  });

  test('backwards there is nothing between', () => {
    expect(runningTimeBetween(five, wib('2025-01-03T10:00:00'), wib('2025-01-02T10:00:00'), 'office-hours').amount).toBe(0);
  });
});

describe('2 x 24 hours of a segera letter (letters.md section 6)', () => {
  const received = wib('2026-05-08T15:00:00');
  test('read as clock hours', () => {
    const end = dueAfter(five, received, { amount: 48, unit: 'clock-hours' });
    expect(isoInZone(end.dueAt, 'WIB')).toBe('2026-05-10T15:00:00+07:00');
  });
  test('read as hours of working days', () => {
    const end = dueAfter(five, received, { amount: 48, unit: 'working-day-hours' });
    expect(isoInZone(end.dueAt, 'WIB')).toBe('2026-05-12T15:00:00+07:00');
    // 14 and 15 May 2026 are days off
    const later = dueAfter(five, wib('2026-05-13T15:00:00'), { amount: 24, unit: 'working-day-hours' });
    expect(isoInZone(later.dueAt, 'WIB')).toBe('2026-05-18T15:00:00+07:00');
  });
});

describe('properties', () => {
  const random = seeded(20250102);
  const someDay = () => addDays('2024-01-01', random(1300));
  const someMoment = () => new Date(momentAt(someDay(), 0, 'WIB').getTime() + random(86_400_000));
  const calendars = [five, six, builtInCalendar({ zone: 'WITA', jointLeaveIsHoliday: false })];

  test('n then m working days are n + m, and the count back agrees', () => {
    for (let round = 0; round < 400; round++) {
      const calendar = calendars[round % 3]!;
      const [day, n, m] = [someDay(), random(40), random(40)];
      const first = addWorkingDays(calendar, day, n).due;
      const both = addWorkingDays(calendar, day, n + m).due;
      expect(addWorkingDays(calendar, first, m).due).toBe(both);
      expect(workingDaysBetween(calendar, day, both).amount).toBe(n + m);
    }
  });

  test('later receipt never ends earlier; more days end strictly later', () => {
    for (let round = 0; round < 400; round++) {
      const calendar = calendars[round % 3]!;
      const [day, n] = [someDay(), random(30)];
      expect(addWorkingDays(calendar, addDays(day, random(5)), n).due >= addWorkingDays(calendar, day, n).due).toBe(true);
      expect(addWorkingDays(calendar, day, n + 1).due > addWorkingDays(calendar, day, n).due).toBe(true);
    }
  });

  test('running time: a then b is a + b, the time between is what was added, the end is inside office hours', () => {
    for (let round = 0; round < 400; round++) {
      const calendar = calendars[round % 3]!;
      const running = round % 2 ? 'office-hours' : 'whole-day';
      const [from, a, b] = [someMoment(), random(40 * 3_600_000), random(40 * 3_600_000)];
      const first = addRunningTime(calendar, from, a, running).dueAt;
      const both = addRunningTime(calendar, from, a + b, running).dueAt;
      expect(addRunningTime(calendar, first, b, running).dueAt).toEqual(both);
      expect(runningTimeBetween(calendar, from, both, running).amount).toBe(a + b);
      expect(addWorkingMinutes(calendar, both, 0).dueAt >= both).toBe(true);
      if (running === 'office-hours') expect(addWorkingMinutes(calendar, both, 0).dueAt).toEqual(both);
    }
  });

  test('the due day is the day of the due moment', () => {
    for (let round = 0; round < 200; round++) {
      const calendar = calendars[round % 3]!;
      const end = addWorkingMinutes(calendar, someMoment(), random(5000));
      expect(dayIn(end.dueAt, calendar.zone)).toBe(end.due);
      const days = addWorkingDays(calendar, someMoment(), random(30));
      expect(dayIn(days.dueAt, calendar.zone)).toBe(days.due);
      expect(days.dueAt).toEqual(endOfDay(calendar, days.due));
    }
  });
});
