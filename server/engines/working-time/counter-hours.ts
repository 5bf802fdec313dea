import { addDays, dayIn, momentAt } from '../../platform/kernel/calendar-day.ts';
import { holidayOn, ordinaryOrSpecial, type SpecialPeriod, type WeekHours, type WorkCalendar } from './work-calendar.ts';

/** When a counter (loket) receives people: its own hours, which may include a day on which the office does not work. */
export interface CounterHours {
  hours: WeekHours;
  special?: readonly SpecialPeriod[];
}

/**
 * When something handed in at `moment` counts as received: at once while the counter is open (the closing minute
 * included), otherwise at its next opening. Fri 17:00 with a counter from 08:00 is Mon 08:00. Holidays close it.
 * RangeError for a counter that never opens.
 */
export function nextOpening(counter: CounterHours, calendar: WorkCalendar, moment: Date): Date {
  let day = dayIn(moment, calendar.zone);
  for (let tried = 0; tried < 400; tried++, day = addDays(day, 1)) {
    if (holidayOn(calendar, day)) continue;
    for (const [opens, closes] of ordinaryOrSpecial(counter.hours, counter.special ?? [], day)) {
      if (moment <= momentAt(day, opens, calendar.zone)) return momentAt(day, opens, calendar.zone);
      if (moment <= momentAt(day, closes, calendar.zone)) return moment;
    }
  }
  throw new RangeError('a counter that never opens');
}
