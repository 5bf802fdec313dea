import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { REST, type ReadPattern } from './a-pattern-is-sound.ts';

export interface RestFault {
  day: CalendarDay;
  words: string;
}
const DAY = 86_400;
const hours = (seconds: number): string => (seconds / 3600).toLocaleString('id-ID', { maximumFractionDigits: 1 });

/**
 * What is told about one person's row, never refused: too little rest between two shifts, shifts that overlap, too many days in a row.
 * `codes` by day, in order and without gaps, some days of the months beside it included so that no border hides anything; faults are told for days from `from` on.
 */
export function restFaults(pattern: Extract<ReadPattern, { kind: 'shift' }>, codes: readonly { day: CalendarDay; code: string }[], from: CalendarDay): RestFault[] {
  const faults: RestFault[] = [];
  let row = 0;
  codes.forEach(({ day, code }, index) => {
    const shift = pattern.shifts.get(code);
    row = shift ? row + 1 : 0;
    if (day < from || !shift) return;
    if (row === pattern.mostDays + 1) faults.push({ day, words: `${row} hari jaga berturut-turut tanpa libur; paling banyak ${pattern.mostDays}` });
    for (let back = 1; back <= 2; back++) {
      const before = codes[index - back];
      const last = before && pattern.shifts.get(before.code);
      if (!last) continue;
      const rest = shift.start + back * DAY - last.end;
      if (rest < 0) faults.push({ day, words: `mulai ${last.code === shift.code ? 'jaga' : shift.name.toLowerCase()} sebelum jaga ${last.name.toLowerCase()} selesai` });
      else if (rest < pattern.leastRest * 3600) faults.push({ day, words: `hanya ${hours(rest)} jam istirahat sesudah jaga ${last.name.toLowerCase()}; paling sedikit ${pattern.leastRest} jam` });
      break;
    }
  });
  return faults;
}

/** Codes that are neither a shift of the pattern, nor a day off, nor empty. */
export const unknownCodes = (pattern: Extract<ReadPattern, { kind: 'shift' }>, codes: readonly string[]): string[] => [...new Set(codes.filter((code) => code !== '' && code !== REST && !pattern.shifts.has(code)))];

/** A rotation goes on where the month before left it; people one after the other begin one step apart so that every shift is manned. */
export function rotated(rotation: readonly string[], days: number, nth: number, last: readonly string[]): string[] {
  if (rotation.length === 0) return [];
  const tail = last.slice(-rotation.length);
  const goesOn = tail.length > 1 ? rotation.findIndex((_, start) => tail.every((code, at) => rotation[(start + at) % rotation.length] === code)) : -1;
  const start = goesOn === -1 ? nth : goesOn + tail.length;
  return Array.from({ length: days }, (_, at) => rotation[(start + at) % rotation.length]!);
}

/** The same weekdays of the month before: 1 March takes the code of the first day before it that has the same weekday. */
export const sameWeekdays = (days: readonly CalendarDay[], before: ReadonlyMap<CalendarDay, string>): string[] =>
  days.map((day) => {
    for (let weeks = 4; weeks <= 5; weeks++) {
      const code = before.get(addDays(day, -7 * weeks));
      if (code !== undefined) return code;
    }
    return '';
  });
