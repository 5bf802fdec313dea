import { percentText } from '../../../engines/attendance/percent.ts';
import type { DayResult } from '../contract/port.ts';

/** What a person reads of a day that changed: "TK, 4 persen". */
export function dayWords(one: Pick<DayResult, 'code' | 'percent' | 'late' | 'early'> | undefined): string {
  if (!one || one.code === '-') return 'tidak ada jam kerja';
  const faults = [one.late, one.early].flatMap((fault) => (fault ? [fault.minutes === undefined ? `${fault.code} (tidak ada absen)` : `${fault.code} ${fault.minutes} menit`] : []));
  return [one.code, ...faults, `${percentText(one.percent)} persen`].join(', ');
}
