import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { LeavePart } from '../contract/port.ts';
import type { LeaveKind, Span } from '../contract/shapes.ts';
import type { Halves } from './annual-right.ts';

export interface Counted {
  /** By calendar year. */
  years: Map<number, Halves>;
  total: Halves;
  days: CalendarDay[];
}

/**
 * Which days of a leave count. Working days are those of the person's own schedule: Thursday 8 to Wednesday 14 May 2025 are three (8, 9, 14); days of
 * travel at its end count for nothing. `isWorkingDay` is asked only of leave that is counted so.
 */
export function countLeave(kind: Pick<LeaveKind, 'counts'>, leave: { fromDay: CalendarDay; toDay: CalendarDay; part: LeavePart; travelDays: number }, isWorkingDay: (day: CalendarDay) => boolean): Counted {
  const counted: Counted = { years: new Map(), total: 0, days: [] };
  const each = leave.part === 'full' ? 2 : 1;
  const last = addDays(leave.toDay, -leave.travelDays);
  for (let day = leave.fromDay; day <= last; day = addDays(day, 1)) {
    if (kind.counts === 'working-days' && !isWorkingDay(day)) continue;
    const year = Number(day.slice(0, 4));
    counted.years.set(year, (counted.years.get(year) ?? 0) + each);
    counted.total += each;
    counted.days.push(day);
  }
  return counted;
}

/** The last day of a span that begins on `from`: three months from 15 January end on 14 April; from 30 November on 27 or 28 February. */
export function lastDayOf(from: CalendarDay, span: Span): CalendarDay {
  if (span.days !== undefined) return addDays(from, span.days - 1);
  return addDays(addMonths(from, span.months!), -1);
}

/** 31 January and one month is the last day of February. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = year * 12 + month - 1 + months;
  const first = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  const length = Number(addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1).slice(8));
  return `${first.slice(0, 8)}${String(Math.min(date, length)).padStart(2, '0')}`;
}

export const calendarDays = (fromDay: CalendarDay, toDay: CalendarDay): number => Math.round((Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000) + 1;
export const spanText = (span: Span): string => (span.months !== undefined ? (span.months % 12 === 0 ? `${span.months / 12} tahun` : `${span.months} bulan`) : `${span.days} hari`);
