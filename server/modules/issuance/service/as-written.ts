import { formatNumber } from '../../../engines/documents/numbering/letter-number.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { labelOf } from '../rules/where-a-forgotten-letter-goes.ts';

/** As the series writes it; a pattern with words that only a letter knows is written by its place alone. */
export function asWritten(register: { pattern: string; classification: string }, { seq, insert }: { seq: number; insert: string }, unit: string | undefined, date: CalendarDay): string {
  const text = formatNumber(register.pattern, { kode: register.classification, urut: seq, date, ...(insert ? { insert } : {}), ...(unit ? { unit } : {}) });
  return text.ok ? text.value : labelOf(seq, insert);
}
