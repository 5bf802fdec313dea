import { readFileSync } from 'node:fs';
import type { Zone } from '../../platform/kernel/calendar-day.ts';
import { orRefuse } from '../../platform/kernel/refusal.ts';
import { parseHolidayList } from './holiday-list.ts';
import { parseFixedHolidays, parseOfficeHours, parseZones, type OfficeHours, type ProvinceZone } from './reference-data.ts';
import { makeCalendar, type CalendarData, type FixedHoliday, type HolidayRow, type WorkCalendar } from './work-calendar.ts';

/** The calendar data that comes with the product, read from `catalog/reference`. Server only: everything beside it is pure. */

const read = (name: string): string => readFileSync(new URL(`../../../catalog/reference/${name}`, import.meta.url), 'utf8');

export const builtInHolidays = (): HolidayRow[] => orRefuse(parseHolidayList(read('holidays/national-id.csv')));
export const builtInFixedHolidays = (): FixedHoliday[] => orRefuse(parseFixedHolidays(read('holidays/fixed-date.yaml')));
export const builtInOfficeHours = (): OfficeHours => orRefuse(parseOfficeHours(read('holidays/office-hours.yaml')));
export const builtInZones = (): ProvinceZone[] => orRefuse(parseZones(read('zones.yaml')));

/** The data of a calendar to begin with; what is given replaces what is built in. Default: WIB, 5-day week. */
export function builtInCalendarData(changes: Partial<CalendarData> & { zone?: Zone; week?: 5 | 6 } = {}): CalendarData {
  const week = changes.week ?? 5;
  return {
    version: 'bawaan',
    zone: 'WIB',
    week,
    hours: builtInOfficeHours()[week === 5 ? 'week5' : 'week6'].ordinary,
    holidays: changes.holidays ?? builtInHolidays(),
    fixedHolidays: builtInFixedHolidays(),
    ...changes,
  };
}

/** A countable calendar from the built-in data. */
export const builtInCalendar = (changes: Parameters<typeof builtInCalendarData>[0] = {}): WorkCalendar =>
  orRefuse(makeCalendar(builtInCalendarData(changes)));
