import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

export interface DayFacts {
  day: CalendarDay;
  kind: 'work' | 'rest' | 'holiday' | 'joint-leave';
  name?: string;
  /** Effective minutes of the shift, breaks excluded; what the institution allows on days off. */
  cap: number;
}

/** Minutes of a shift without its break; never negative. Seconds as in engines/attendance/shift. */
export const effectiveMinutes = (shift: { start: number; end: number; breakMinutes: number; overnight: boolean }): number =>
  Math.max(0, Math.floor(((shift.end <= shift.start && shift.overnight ? shift.end + 86_400 : shift.end) - shift.start) / 60) - shift.breakMinutes);

/** The last day on which a log for `day` may be written. */
export const lastDayToWrite = (day: CalendarDay, lockAfterDays: number): CalendarDay => addDays(day, lockAfterDays);

/**
 * Against padding (reference of attendance, section 11): no more minutes than the day has working time, nothing ahead, nothing after the lock.
 * `others`: minutes of the person's other logs of that day that still count. `writtenOn`: for a log from the phone the day on which it was
 * written there, not that on which it arrived.
 */
export function aLogFitsItsDay(facts: DayFacts, log: { minutes: number; others: number; writtenOn: CalendarDay; lockAfterDays: number }): Result<{ left: number }> {
  if (facts.day > log.writtenOn) return refuse('performance.day-ahead');
  if (log.writtenOn > lastDayToWrite(facts.day, log.lockAfterDays)) return refuse('performance.day-locked', { day: facts.day, days: log.lockAfterDays });
  const left = facts.cap - log.others - log.minutes;
  if (left < 0) return refuse('performance.over-hours', { left: Math.max(0, facts.cap - log.others), cap: facts.cap });
  return ok({ left });
}
