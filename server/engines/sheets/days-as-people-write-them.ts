import { addDays, isCalendarDay, type CalendarDay } from '../../platform/kernel/calendar-day.ts';

const MONTHS: Record<string, number> = {};
['januari jan', 'februari feb pebruari peb', 'maret mar', 'april apr', 'mei may', 'juni jun', 'juli jul', 'agustus agu ags agt aug', 'september sep sept', 'oktober okt oct', 'november nov nopember nop', 'desember des dec'].forEach(
  (names, index) => names.split(' ').forEach((name) => (MONTHS[name] = index + 1)),
);
const two = (number: number): string => String(number).padStart(2, '0');

/**
 * A day as it stands in spreadsheets: 2025-01-02, 02-01-2025, 2/1/2025, 2.1.2025 (day before month, as everywhere in
 * Indonesia), "2 Januari 2025", "Kamis, 2 Jan 2025", or the bare serial number of a cell that lost its date format
 * (45659). Null for anything else, also for years of two digits: nobody knows their century.
 */
export function readDay(text: string): CalendarDay | null {
  const bare = text.trim().replace(/^[\s'’]+/, '').replace(/^[a-z']+,\s*/i, '').replace(/[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?.*$/, '');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(bare);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(bare);
  if (local) return real(Number(local[3]), Number(local[2]), Number(local[1]));
  const worded = /^(\d{1,2})[-\s]*([a-z]+)\.?[-\s]*(\d{4})$/i.exec(bare);
  if (worded) return real(Number(worded[3]), MONTHS[worded[2]!.toLowerCase()] ?? 0, Number(worded[1]));
  // Serial days of spreadsheets count from 30 December 1899; 18264 is 1950, 73050 is 2099.
  if (/^\d{5}$/.test(bare) && Number(bare) >= 18264 && Number(bare) <= 73050) return addDays('1899-12-30', Number(bare));
  return null;
}

function real(year: number, month: number, day: number): CalendarDay | null {
  const text = `${year}-${two(month)}-${two(day)}`;
  return isCalendarDay(text) && year >= 1900 && year < 2200 ? text : null;
}

/**
 * An hour of the day as it stands in spreadsheets: "08:15", "8.15", "pukul 08.15 WIB", "08:15:30", the hour behind a day
 * ("2025-01-02 08:15", "2 Januari 2025, 08.15"), or the fraction of a day of a cell that lost its format (0,34375). `HH:MM`, or null.
 */
export function readHour(text: string): string | null {
  const bare = text.trim().replace(/^[\s'’]+/, '').replace(/\b(pukul|jam|pkl)\b\.?\s*/i, '').replace(/\s*(wib|wita|wit)$/i, '');
  const clock = /^(?:.*\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2})?[ T,]\s*)?(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?$/.exec(bare);
  if (clock) return Number(clock[1]) < 24 && Number(clock[2]) < 60 ? `${two(Number(clock[1]))}:${clock[2]}` : null;
  const fraction = /^0[,.]\d{2,17}$/.test(bare) ? Math.round(Number(bare.replace(',', '.')) * 1440) : null;
  return fraction === null || fraction >= 1440 ? null : `${two(Math.floor(fraction / 60))}:${two(fraction % 60)}`;
}

/** A date cell as text. Spreadsheets count hours in fractions of a day: 08:15 may come as 08:14:59.999, so minutes are rounded. */
export function textOfMoment(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString();
  const [day, hour] = [text.slice(0, 10), text.slice(11, 16)];
  // A cell with an hour alone lies on the day before the calendar of spreadsheets begins.
  if (day < '1900-01-01') return hour;
  return hour === '00:00' ? day : `${day} ${hour}`;
}
