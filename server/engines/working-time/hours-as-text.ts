import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import type { Interval, WeekHours } from './work-calendar.ts';

/** Hours of a week as people write them: `{ "1": "07:30-12:00, 13:00-16:00" }`; 1 is Monday, no entry is closed. */
export type WeekText = Record<string, string>;

const DAY_NAMES = ['', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'];
const SPAN = /^([01]?\d|2[0-4])[.:]([0-5]\d)\s*(?:-|–|s\/?d|sampai)\s*([01]?\d|2[0-4])[.:]([0-5]\d)$/i;

/** "07:30-12:00, 13.00 - 16.00" per weekday → minutes. Refuses `calendar.bad-hours` naming the day; order is checked by the engine. */
export function hoursFromText(text: WeekText): Result<WeekHours> {
  const hours: Record<number, Interval[]> = {};
  for (const [day, line] of Object.entries(text)) {
    const spans: Interval[] = [];
    for (const span of line.split(/[,;]/).map((one) => one.trim()).filter(Boolean)) {
      const match = SPAN.exec(span);
      if (!match) return refuse('calendar.bad-hours', { day: DAY_NAMES[Number(day)] });
      spans.push([Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])]);
    }
    if (spans.length > 0) hours[Number(day)] = spans;
  }
  return ok(hours);
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export const textFromHours = (hours: WeekHours): WeekText =>
  Object.fromEntries(Object.entries(hours).filter(([, spans]) => spans.length > 0).map(([day, spans]) => [day, spans.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(', ')]));
