import { minutesAsWords, minutesOfWeek, REST, type ReadPattern } from './a-pattern-is-sound.ts';

/** Hours of work in a week that the law asks for, in minutes, breaks excluded (catalog/attendance/work-patterns.yaml). */
export interface Norm {
  week: number;
  ramadan: number;
  legalBasis: string;
}
export interface HoursOfWeek {
  label: string;
  words: string;
  /** "sama dengan", "1 jam kurang daripada", with the law. */
  beside: string;
  tone: 'ok' | 'soon';
}

/** Of a turn of shifts the mean of seven days: P P S S M M L L of 7, 7 and 10 hours is 42 h. Undefined without a turn. */
export function meanOfShifts({ shifts, rotation }: Extract<ReadPattern, { kind: 'shift' }>): number | undefined {
  if (rotation.length === 0) return undefined;
  const sum = rotation.reduce((minutes, code) => minutes + (code === REST ? 0 : lengthOf(shifts.get(code))), 0);
  return Math.round((sum / rotation.length) * 7);
}
const lengthOf = (shift: { start: number; end: number; breakMinutes: number } | undefined): number => (shift ? (shift.end - shift.start) / 60 - shift.breakMinutes : 0);

/** What a pattern asks in a week beside what the law says (Perpres 21/2023 art. 4). Told, never refused: units of direct service are exempt (art. 5). */
export function hoursOfWeek(pattern: ReadPattern, norm: Norm): HoursOfWeek[] {
  const one = (label: string, minutes: number, due: number): HoursOfWeek => {
    const apart = minutes - due;
    const beside = apart === 0 ? `sama dengan ${norm.legalBasis}` : `${minutesAsWords(Math.abs(apart))} ${apart > 0 ? 'lebih' : 'kurang'} daripada ${minutesAsWords(due)} menurut ${norm.legalBasis}`;
    return { label, words: minutesAsWords(minutes), beside, tone: apart === 0 ? 'ok' : 'soon' };
  };
  if (pattern.kind === 'week') return [one('Sepekan', minutesOfWeek(pattern.hours), norm.week), ...(pattern.ramadan ? [one('Ramadan', minutesOfWeek(pattern.ramadan), norm.ramadan)] : [])];
  const mean = meanOfShifts(pattern);
  return mean === undefined ? [] : [one('Rata-rata sepekan menurut urutannya', mean, norm.week)];
}
