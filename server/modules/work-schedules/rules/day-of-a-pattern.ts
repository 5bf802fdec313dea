import { holidayOn, ordinaryOrSpecial, type Interval, type WorkCalendar } from '../../../engines/working-time/work-calendar.ts';
import { weekday, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { WorkDay } from '../contract/port.ts';
import { REST, type ReadPattern } from './a-pattern-is-sound.ts';

/** What decides a day: the pattern (absent: the hours of the calendar), the calendar, and whether the unit works on cuti bersama. */
export interface DayBasis {
  calendar: WorkCalendar;
  pattern: { read: ReadPattern; name: string; version: string } | undefined;
  openOnJointLeave: boolean;
}
/** Windows of punches where the calendar alone decides (reference of attendance, section 6). */
const WINDOW = { before: 120, after: 240 };

/**
 * One day of working time. Shifts go by the roster alone (`code`; `L` is off, undefined is not made yet), also on holidays. Otherwise the
 * week of the pattern, without holidays; cuti bersama is worked where the unit is open, and then marked so that the day is given back.
 */
export function dayOf({ calendar, pattern, openOnJointLeave }: DayBasis, day: CalendarDay, code?: string): WorkDay {
  const base = { day, pattern: pattern?.name ?? 'Kalender kantor', version: [...(pattern ? [`pola ${numberOf(pattern.version)}`] : []), `kalender ${numberOf(calendar.version)}`].join(', ') };
  const listed = calendar.holidays.get(day);
  const jointLeave = listed?.kind === 'cuti_bersama' ? listed : undefined;
  const worked = jointLeave ? { name: jointLeave.name, jointLeaveWorked: true as const } : {};
  if (pattern?.read.kind === 'shift') {
    const read = pattern.read;
    const shift = code === undefined ? undefined : read.shifts.get(code);
    if (!shift) return { ...base, kind: 'rest', ...(code === REST ? { name: 'Libur menurut jadwal' } : { name: 'Jadwal belum dibuat', unmade: true as const }) };
    const { start, end, overnight, breakMinutes } = shift;
    return { ...base, kind: 'work', ...(listed && !jointLeave ? { name: listed.name } : {}), ...worked, shift: { code: shift.code, start, end, overnight, breakMinutes, flexMinutes: read.flexMinutes, opens: start - read.before * 60, closes: end + read.after * 60 } };
  }
  const special = calendar.special.find((one) => one.from <= day && day <= one.to);
  const spans = spansOf(calendar, pattern?.read, day, special !== undefined);
  const holiday = jointLeave ? undefined : holidayOn(calendar, day);
  if (spans.length === 0) return { ...base, kind: 'rest', ...(holiday ?? jointLeave ? { name: (holiday ?? jointLeave)!.name } : {}) };
  if (holiday) return { ...base, kind: 'holiday', name: holiday.name };
  const isOpen = openOnJointLeave || !calendar.jointLeaveIsHoliday;
  if (jointLeave && !isOpen) return { ...base, kind: 'joint-leave', name: jointLeave.name };
  const [start, end] = [spans[0]![0] * 60, spans.at(-1)![1] * 60];
  const present = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  const { before, after } = pattern?.read ?? WINDOW;
  return {
    ...base, kind: 'work', ...(special ? { name: special.name } : {}), ...worked,
    shift: { code: '', start, end, overnight: false, breakMinutes: (end - start) / 60 - present, flexMinutes: pattern?.read.flexMinutes ?? 0, opens: start - before * 60, closes: end + after * 60 },
  };
}

/** A version as people read it, `id/3` as versi 3: the sentence that names it goes to its person. */
const numberOf = (version: string): string => (version.includes('/') ? `versi ${version.split('/').at(-1)}` : version);

/** Hours of the weekday whether or not it is a holiday. */
function spansOf(calendar: WorkCalendar, pattern: Extract<ReadPattern, { kind: 'week' }> | undefined, day: CalendarDay, isSpecial: boolean): readonly Interval[] {
  if (pattern) return ((isSpecial ? pattern.ramadan : undefined) ?? pattern.hours)[weekday(day)] ?? [];
  return weekday(day) > calendar.week ? [] : ordinaryOrSpecial(calendar.hours, calendar.special, day);
}

/** Days of work in a row of days: what a recap calls due. */
export const workingDays = (days: readonly WorkDay[]): number => days.filter((one) => one.kind === 'work').length;

