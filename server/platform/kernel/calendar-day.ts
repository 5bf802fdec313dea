/** A calendar day as text `YYYY-MM-DD`; never a JavaScript Date (which would carry a zone). */
export type CalendarDay = string;

/** Whether the text is a day that exists (2025-02-29 does not), of a year that an office writes: who walks from day to day beyond 9999 never arrives. */
export function isCalendarDay(text: unknown): text is CalendarDay {
  if (typeof text !== 'string' || !/^(1[89]|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** ISO weekday: 1 Monday to 7 Sunday. */
export const weekday = (day: CalendarDay): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The three zones of Indonesia have no daylight saving; minutes east of UTC. */
export const ZONES = { WIB: 420, WITA: 480, WIT: 540 } as const;
export type Zone = keyof typeof ZONES;

/** A date whose UTC fields (`getUTCHours()` …) are what the clocks and calendars in `zone` show at `moment`. */
export const localIn = (moment: Date, zone: Zone): Date => new Date(moment.getTime() + ZONES[zone] * 60_000);

/** `7` as `07` */
export const twoDigits = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** The calendar day on which `moment` falls in `zone`. Put together from its fields: queues ask it a thousand times a second, and `toISOString` takes three times as long. */
export function dayIn(moment: Date, zone: Zone): CalendarDay {
  const local = localIn(moment, zone);
  return `${String(local.getUTCFullYear()).padStart(4, '0')}-${twoDigits(local.getUTCMonth() + 1)}-${twoDigits(local.getUTCDate())}`;
}

/** Counts the calendar days of `zone`: equal for moments of one day, one more on the next. */
export const dayNumberIn = (moment: Date, zone: Zone): number => Math.floor((moment.getTime() + ZONES[zone] * 60_000) / 86_400_000);

/** The moment at which the clock in `zone` shows `day` and `minutes` after midnight. */
export const momentAt = (day: CalendarDay, minutes: number, zone: Zone): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) + (minutes - ZONES[zone]) * 60_000);
