import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';

// Seconds since midnight of the day on which the shift begins; below 0 is the evening before, from 86,400 on the next day.

export interface Shift {
  start: number;
  end: number;
  /** It ends on the next day; it belongs to the date on which it begins. */
  overnight: boolean;
}

const DAY = 86_400;
/** A shift of the clock that ends before it begins is overnight up to this length; longer ones are more often a slip. */
const LONGEST_UNSAID = 12 * 3600;

/** "07:30" or "07:30:59" → seconds since midnight; "24:00" is none. */
export function readTime(text: string): number | undefined {
  const match = /^([01]\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?$/.exec(text.trim());
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0) : undefined;
}

/**
 * "07:30-16:00"; "21:00-07:00" ends on the next day. `overnight`: it is said to, so up to 24 hours.
 * Refuses `attendance.shift-unreadable`, `.shift-empty`, `.shift-ends-before-it-starts`.
 */
export function readShift(text: string, { overnight = false } = {}): Result<Shift> {
  const parts = text.split(/[-–]/);
  const [start, end] = parts.map(readTime);
  if (parts.length !== 2 || start === undefined || end === undefined) return refuse('attendance.shift-unreadable', { text });
  if (start === end && !overnight) return refuse('attendance.shift-empty', { text });
  if (end > start && !overnight) return ok({ start, end, overnight: false });
  if (end > start) return refuse('attendance.shift-not-overnight', { text });
  if (!overnight && end + DAY - start > LONGEST_UNSAID) return refuse('attendance.shift-ends-before-it-starts', { text });
  return ok({ start, end: end + DAY, overnight: true });
}

/** Around a shift in which its punches lie, in seconds (reference of attendance, section 6). */
const OPENS = 2 * 3600;
const CLOSES = 4 * 3600;

/**
 * Where a time of the clock lies that belongs to this shift: of an overnight one, the day that brings it nearest to `to`. A shift of
 * one day may begin or end close to midnight: a time outside its window is then that of the evening before or the night after.
 */
export function placeIn(shift: Shift, time: number, to: number): number {
  const days = [time, time - DAY, time + DAY];
  if (!shift.overnight) return days.find((one) => one >= shift.start - OPENS && one <= shift.end + CLOSES) ?? time;
  return days.reduce((best, one) => (Math.abs(one - to) < Math.abs(best - to) ? one : best));
}
