import { dayIn } from '../../platform/kernel/calendar-day.ts';
import {
  addCalendarDays, addRunningTime, addWorkingDays, dayOf, runningTimeBetween, workingDayFrom, workingDaysBetween,
  type Counted, type Due,
} from './count.ts';
import type { WorkCalendar } from './work-calendar.ts';

/**
 * How a time limit is counted.
 * - `working-days` (hari kerja), `calendar-days` (hari kalender): the day of receipt is day 0, ends 23:59:59 of the last.
 * - `working-hours`, `working-minutes`: office time without breaks, ends inside office hours.
 * - `clock-hours`: day and night, weekends included ("24 jam" of an amat segera letter).
 * - `working-day-hours`: day and night of working days only: 48 from Fri 15:00 end Tue 15:00, the other reading of "2 x 24 jam".
 */
export const LIMIT_UNITS = [
  'working-days', 'calendar-days', 'working-hours', 'working-minutes', 'clock-hours', 'working-day-hours',
] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export interface TimeLimit {
  amount: number;
  unit: LimitUnit;
}

const HOUR = 3_600_000;
const IN_MILLISECONDS: Partial<Record<LimitUnit, number>> = {
  'working-hours': HOUR,
  'working-minutes': HOUR / 60,
  'clock-hours': HOUR,
  'working-day-hours': HOUR,
};

export const countsDays = (unit: LimitUnit): boolean => IN_MILLISECONDS[unit] === undefined;

/** The limit's amount in what it is counted with: days, or milliseconds. */
export const measureOf = (limit: TimeLimit): number => limit.amount * (IN_MILLISECONDS[limit.unit] ?? 1);

/** When a limit that starts at `from` ends. Example: `{ amount: 5, unit: 'working-days' }` from 7 Jan 2025 ends 14 Jan. */
export const dueAfter = (calendar: WorkCalendar, from: Date, limit: TimeLimit): Due =>
  dueAfterMeasure(calendar, from, limit.unit, measureOf(limit));

/** As `dueAfter`, for an amount in days or milliseconds (what is left of a limit). */
export function dueAfterMeasure(calendar: WorkCalendar, from: Date, unit: LimitUnit, left: number): Due {
  switch (unit) {
    case 'working-days':
      // Nothing left, yet the clock runs again: the last day is the first on which the office could act.
      return left === 0 ? workingDayFrom(calendar, dayOf(calendar, from)) : addWorkingDays(calendar, from, left);
    case 'calendar-days':
      return addCalendarDays(calendar, from, left);
    case 'clock-hours': {
      const dueAt = new Date(from.getTime() + left);
      return { due: dayIn(dueAt, calendar.zone), dueAt, provisional: false };
    }
    case 'working-day-hours':
      return addRunningTime(calendar, from, left, 'whole-day');
    default:
      return addRunningTime(calendar, from, left, 'office-hours');
  }
}

/** How much of a limit of that unit runs between two moments, in days or milliseconds. */
export function spentBetween(calendar: WorkCalendar, from: Date, to: Date, unit: LimitUnit): Counted {
  switch (unit) {
    case 'working-days':
      return workingDaysBetween(calendar, from, to);
    case 'calendar-days': {
      const days = (Date.parse(dayOf(calendar, to)) - Date.parse(dayOf(calendar, from))) / 86_400_000;
      return { amount: Math.max(0, days), provisional: false };
    }
    case 'clock-hours':
      return { amount: Math.max(0, to.getTime() - from.getTime()), provisional: false };
    case 'working-day-hours':
      return runningTimeBetween(calendar, from, to, 'whole-day');
    default:
      return runningTimeBetween(calendar, from, to, 'office-hours');
  }
}
