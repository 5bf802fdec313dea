import { builtInCalendar } from '../engines/working-time/built-in-calendar.ts';
import { hoursOn, isWorkingDay, type WorkCalendar } from '../engines/working-time/work-calendar.ts';
import { addDays, dayIn, momentAt, type CalendarDay } from '../platform/kernel/calendar-day.ts';

/** On what the demonstration hangs: the last moment at which an office was open, and the calendar to count from it. */
export interface Anchor {
  /** Nothing in the demonstration happened after this. */
  now: Date;
  /** The working day of `now`. */
  day: CalendarDay;
  /** The day on which the demonstration begins: the same, or a day off after it. */
  today: CalendarDay;
  calendar: WorkCalendar;
  /** Working day `n` before (negative) or after the anchor's day. */
  workingDay(n: number): CalendarDay;
  /** A moment of a day by its local clock: `at('2026-11-20', '09:12')`. */
  at(day: CalendarDay, clock: string): Date;
}

/** The last moment of office hours that is not after `now`, on the 5-day calendar of the western zone. */
export function anchorOf(now: Date): Anchor {
  const calendar = builtInCalendar();
  let day = dayIn(now, 'WIB');
  let last: Date | undefined;
  while (last === undefined) {
    for (const [opens, closes] of hoursOn(calendar, day)) {
      const start = momentAt(day, opens, 'WIB');
      const end = momentAt(day, closes, 'WIB');
      if (start < now) last = end < now ? end : now;
    }
    if (last === undefined) day = addDays(day, -1);
  }
  const anchorDay = day;
  return {
    now: last,
    day: anchorDay,
    today: dayIn(now, 'WIB'),
    calendar,
    workingDay: (n) => {
      let at = anchorDay;
      for (let left = Math.abs(n); left > 0; ) {
        at = addDays(at, n < 0 ? -1 : 1);
        if (isWorkingDay(calendar, at)) left -= 1;
      }
      return at;
    },
    at: (of, clock) => {
      const [hours, minutes] = clock.split(':').map(Number) as [number, number];
      return momentAt(of, hours * 60 + minutes, 'WIB');
    },
  };
}
