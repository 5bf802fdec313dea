import { isCalendarDay, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';

/** Something that deserves a second look, but is no reason to refuse. */
export interface Warning {
  code: string;
  /** Indonesian, says what to do. */
  message: string;
}

export type Sex = 'L' | 'P';

/**
 * The digits of a number as people type and paste it: spaces, dots, hyphens and a spreadsheet's apostrophe go.
 * Refuses `<noun>.rounded` for what a spreadsheet or a number type has already shortened (1,98803E+17: the lost
 * digits cannot be recovered), `<noun>.empty`, `<noun>.not-digits` and `<noun>.length`.
 */
export function digitsOf(noun: string, input: unknown, length: number): Result<string> {
  if (typeof input === 'number' || typeof input === 'bigint') return refuse(`${noun}.rounded`);
  if (typeof input !== 'string' || input.trim() === '') return refuse(`${noun}.empty`);
  if (isRounded(input)) return refuse(`${noun}.rounded`);
  const digits = input.replace(/^[\s'’‘`]+/, '').replace(/[\s.\-‐-–]/g, '');
  if (!/^\d+$/.test(digits)) return refuse(`${noun}.not-digits`);
  if (digits.length !== length) return refuse(`${noun}.length`, { length: digits.length });
  return ok(digits);
}

/** 3,51514E+15 or 1.98803e17: the way a spreadsheet shows a long number that it took for an amount. */
export const isRounded = (text: string): boolean => /^[\s'’]*\d+([.,]\d+)?\s*e\s*\+?\s*\d+\s*$/i.test(text);

/** The days that `ddmmyy` may mean: in 19yy and 20yy, existing and not after `today`; earliest first. */
export const candidateDays = (day: number, month: number, twoDigitYear: string, today: CalendarDay): CalendarDay[] =>
  ['19', '20']
    .map((century) => `${century}${twoDigitYear}-${two(month)}-${two(day)}`)
    .filter((candidate) => isCalendarDay(candidate) && candidate <= today);

const two = (number: number): string => String(number).padStart(2, '0');

/** Whole years from one day to another. */
export function ageOn(birth: CalendarDay, day: CalendarDay): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
