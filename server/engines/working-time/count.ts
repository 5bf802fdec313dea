import { dayIn, momentAt, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { hoursOn, isWorkingDay, type Interval, type WorkCalendar } from './work-calendar.ts';

/** Where a limit ends. */
export interface Due {
  due: CalendarDay;
  dueAt: Date;
  /** A counted day lies in a year whose holiday list is not published: the date may still move later ("sementara"). */
  provisional: boolean;
}

/** More than a promise ever needs, and few enough to count one by one. */
export const MOST_DAYS = 10_000;
const MOST_MILLISECONDS = MOST_DAYS * 86_400_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

export const dayOf = (calendar: WorkCalendar, from: CalendarDay | Date): CalendarDay =>
  typeof from === 'string' ? from : dayIn(from, calendar.zone);

/** 23:59:59 of the day in the calendar's zone: a limit in days ends with the day, not with the office hours. */
export const endOfDay = (calendar: WorkCalendar, day: CalendarDay): Date =>
  new Date(momentAt(day, 24 * 60, calendar.zone).getTime() - 1000);

/**
 * `days` working days after the day of receipt. The day of receipt is day 0, whatever its hour and whether or not
 * it is a working day; the first working day after it is day 1. Received Thu 2 Jan 2025 with 3 days: Tue 7 Jan.
 * What a counter receives after closing is first moved by `nextOpening`. RangeError unless 0 ≤ days ≤ MOST_DAYS.
 */
export function addWorkingDays(calendar: WorkCalendar, from: CalendarDay | Date, days: number): Due {
  checkAmount(days, MOST_DAYS);
  if (!Number.isInteger(days)) throw new RangeError('working days are whole');
  const facts = factsOf(calendar);
  let day = toNumber(dayOf(calendar, from));
  let provisional = false;
  for (let left = days; left > 0; ) {
    const fact = facts(++day);
    if (fact === OFF) continue;
    if (fact === UNPUBLISHED) provisional = true;
    left--;
  }
  return endingOn(calendar, toDay(day), provisional);
}

/** The first working day that is not before `day`. */
export function workingDayFrom(calendar: WorkCalendar, day: CalendarDay): Due {
  const facts = factsOf(calendar);
  let at = toNumber(day);
  while (facts(at) === OFF) at++;
  return endingOn(calendar, toDay(at), facts(at) === UNPUBLISHED);
}

/** `days` calendar days after the day of receipt (day 0); holidays do not matter, so it is never provisional. */
export function addCalendarDays(calendar: WorkCalendar, from: CalendarDay | Date, days: number): Due {
  checkAmount(days, MOST_DAYS);
  return endingOn(calendar, toDay(toNumber(dayOf(calendar, from)) + days), false);
}

/** Working days in `(from, to]`: the day of receipt does not count, the last day does. 0 when `to` is not after `from`. */
export function workingDaysBetween(calendar: WorkCalendar, from: CalendarDay | Date, to: CalendarDay | Date): Counted {
  const facts = factsOf(calendar);
  const last = toNumber(dayOf(calendar, to));
  const counted = { amount: 0, provisional: false };
  for (let day = toNumber(dayOf(calendar, from)) + 1; day <= last; day++) {
    const fact = facts(day);
    if (fact === OFF) continue;
    if (fact === UNPUBLISHED) counted.provisional = true;
    counted.amount++;
  }
  return counted;
}

export interface Counted {
  amount: number;
  provisional: boolean;
}

/** Which part of a working day runs: its office hours, or the whole day and night. */
export type RunningTime = 'office-hours' | 'whole-day';
const WHOLE_DAY: readonly Interval[] = [[0, 1440]];

const spansOn = (calendar: WorkCalendar, day: CalendarDay, running: RunningTime): readonly Interval[] =>
  running === 'office-hours' ? hoursOn(calendar, day) : isWorkingDay(calendar, day) ? WHOLE_DAY : [];

/**
 * The moment at which `milliseconds` of running time are spent. In office hours it lies inside them: what ends with
 * the last minute ends at closing time, not at the next opening; 0 outside office hours is the next opening.
 */
export function addRunningTime(calendar: WorkCalendar, from: Date, milliseconds: number, running: RunningTime): Due {
  checkAmount(milliseconds, MOST_MILLISECONDS);
  const facts = factsOf(calendar);
  let left = milliseconds;
  let provisional = false;
  for (let day = toNumber(dayIn(from, calendar.zone)); ; day++) {
    const fact = facts(day);
    if (fact === OFF) continue;
    const text = toDay(day);
    for (const [opens, closes] of spansOn(calendar, text, running)) {
      const start = Math.max(from.getTime(), momentAt(text, opens, calendar.zone).getTime());
      const end = momentAt(text, closes, calendar.zone).getTime();
      // Midnight already belongs to the next day, a closing time to the day that it ends.
      if (closes === 1440 ? start >= end || left >= end - start : start > end || left > end - start) {
        if (end > start) {
          left -= end - start;
          if (fact === UNPUBLISHED) provisional = true;
        }
        continue;
      }
      return { due: text, dueAt: new Date(start + left), provisional: provisional || fact === UNPUBLISHED };
    }
  }
}

/** Running milliseconds from one moment to another; 0 when `to` is not after `from`. */
export function runningTimeBetween(calendar: WorkCalendar, from: Date, to: Date, running: RunningTime): Counted {
  const facts = factsOf(calendar);
  const counted = { amount: 0, provisional: false };
  const last = toNumber(dayIn(to, calendar.zone));
  for (let day = toNumber(dayIn(from, calendar.zone)); day <= last; day++) {
    const fact = facts(day);
    if (fact === OFF) continue;
    const text = toDay(day);
    for (const [opens, closes] of spansOn(calendar, text, running)) {
      const start = Math.max(from.getTime(), momentAt(text, opens, calendar.zone).getTime());
      const end = Math.min(to.getTime(), momentAt(text, closes, calendar.zone).getTime());
      if (end <= start) continue;
      counted.amount += end - start;
      if (fact === UNPUBLISHED) counted.provisional = true;
    }
  }
  return counted;
}

/** `minutes` of office time after the moment. Example: 120 from Fri 15:30 with closing 16:30 ends Mon 08:30. */
export const addWorkingMinutes = (calendar: WorkCalendar, from: Date, minutes: number): Due =>
  addRunningTime(calendar, from, minutes * MINUTE, 'office-hours');

const endingOn = (calendar: WorkCalendar, due: CalendarDay, provisional: boolean): Due => ({
  due,
  dueAt: endOfDay(calendar, due),
  provisional,
});

function checkAmount(amount: number, most: number): void {
  if (!(amount >= 0 && amount <= most)) throw new RangeError(`an amount of time is between 0 and ${most}`);
}

const toNumber = (day: CalendarDay): number => Date.parse(`${day}T00:00:00Z`) / DAY;
const toDay = (number: number): CalendarDay => new Date(number * DAY).toISOString().slice(0, 10);

const OFF = 1;
const WORKING = 2;
const UNPUBLISHED = 3;

// What a day is, remembered per calendar: republishing a list recounts hundreds of thousands of due dates.
const remembered = new WeakMap<WorkCalendar, Map<number, number>>();

function factsOf(calendar: WorkCalendar): (day: number) => number {
  let known = remembered.get(calendar);
  if (!known) remembered.set(calendar, (known = new Map()));
  const facts = known;
  return (number) => {
    const fact = facts.get(number);
    if (fact !== undefined) return fact;
    const day = toDay(number);
    const found = !isWorkingDay(calendar, day)
      ? OFF
      : calendar.yearsPublished.has(Number(day.slice(0, 4)))
        ? WORKING
        : UNPUBLISHED;
    facts.set(number, found);
    return found;
  };
}
