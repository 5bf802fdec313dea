import { formatNumber } from '../../../engines/documents/numbering/letter-number.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Result } from '../../../platform/kernel/refusal.ts';

/** The seventh letter of a series as it would be numbered today, with words in place of what only a letter knows. */
export const numberToSee = (pattern: string, classification: string, unit: string, day: CalendarDay): Result<string> =>
  formatNumber(pattern, { kode: classification, urut: 7, unit, jabatan: 'JABATAN', derajat: 'B', jenis: 'JENIS', date: day });
