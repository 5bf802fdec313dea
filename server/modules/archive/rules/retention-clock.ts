import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** `year-end`: the periods are counted from 1 January after the year of closing; `closing-day`: from the day after it. A choice of the institution. */
export type ClockStart = 'year-end' | 'closing-day';
export interface Periods {
  /** Whole years. */
  activeYears: number;
  inactiveYears: number;
}
export interface RetentionDates {
  /** Last day of each period. */
  activeTo: CalendarDay;
  inactiveTo: CalendarDay;
  /** From this day its fate (musnah, permanen, dinilai kembali) may be carried out. */
  eligibleFrom: CalendarDay;
}

/**
 * The clock starts when the folder closes, never at the day of a letter (reference of naskah dinas, section 12): closed on 2024-06-30
 * with 2 + 3 years is active to 2026-12-31, inactive to 2029-12-31, eligible from 2030-01-01.
 */
export function retentionDates(closedOn: CalendarDay, { activeYears, inactiveYears }: Periods, start: ClockStart): RetentionDates {
  const after = (years: number): CalendarDay => (start === 'year-end' ? `${yearOf(closedOn, years)}-12-31` : sameDay(closedOn, years));
  const inactiveTo = after(activeYears + inactiveYears);
  return { activeTo: after(activeYears), inactiveTo, eligibleFrom: addDays(inactiveTo, 1) };
}

const yearOf = (day: CalendarDay, years: number): string => String(Number(day.slice(0, 4)) + years).padStart(4, '0');
/** 29 February becomes 28 in a year that has none. */
function sameDay(day: CalendarDay, years: number): CalendarDay {
  const year = yearOf(day, years);
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  return `${year}-${day.slice(5) === '02-29' && !isLeap ? '02-28' : day.slice(5)}`;
}

/** In which part of its life a closed folder is on a day. */
export const phaseOn = (day: CalendarDay, dates: { activeTo: CalendarDay; inactiveTo: CalendarDay }): 'active' | 'inactive' | 'over' => (day <= dates.activeTo ? 'active' : day <= dates.inactiveTo ? 'inactive' : 'over');
