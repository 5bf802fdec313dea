import { formatDate } from '../../../engines/working-time/words.ts';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** A calendar day within a sentence: "2026-10-14" → "14 Oktober 2026". What is none stays as it is. */
export const dayWords = (day: unknown): string => (isCalendarDay(day) ? formatDate(day) : String(day ?? ''));
