import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

export interface PlacedNumber {
  seq: number;
  letterDate: CalendarDay;
}

/**
 * After which number a forgotten letter of `day` is put (reference letters §7, invariant 5): the one before the first
 * number that was given to a later day; the last one when none was. Example: 15 of 3 March, 16 of 5 March, a letter of
 * 4 March forgotten: 15, so that it becomes 15.a.
 * Refuses `issuance.insert-before-first` when there is no number to stand behind.
 */
export function placeOfForgotten(day: CalendarDay, last: number, placed: readonly PlacedNumber[]): Result<number> {
  const later = placed.filter((one) => one.letterDate > day).map((one) => one.seq);
  const after = later.length > 0 ? Math.min(...later) - 1 : last;
  return after >= 1 ? ok(after) : refuse('issuance.insert-before-first', { day });
}

/**
 * The next free letters behind a number: a to z, then aa to zz. Letters once given are not given again.
 * Refuses `issuance.insert-full` when all are taken.
 */
export function nextInsert(taken: readonly string[]): Result<string> {
  const used = new Set(taken);
  for (let n = 0; n < 26 + 26 * 26; n += 1) {
    const letters = n < 26 ? letter(n) : letter(Math.floor(n / 26) - 1) + letter(n % 26);
    if (!used.has(letters)) return ok(letters);
  }
  return refuse('issuance.insert-full');
}

const letter = (n: number): string => String.fromCharCode(97 + n);

/** 15 and "a" → "15.a". */
export const labelOf = (seq: number, insert: string): string => (insert ? `${seq}.${insert}` : String(seq));
