import { momentAt, type CalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';

const minutesOf = (text: string): number | null => {
  const match = /^(\d{1,2})[:.](\d{2})$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
};
const NOON = 720;

/**
 * Hours of a paper sheet as moments. Who came in the afternoon or evening and left in the morning was on night duty: the leaving is of
 * the next day. `undefined`: the leaving is not after the coming, or lies in the future.
 */
export function timesOfSheet(day: CalendarDay, typed: { in: string; out: string }, zone: Zone, now: Date): { inAt: Date | null; outAt: Date | null } | undefined {
  const [begin, end] = [minutesOf(typed.in), minutesOf(typed.out)];
  const overnight = begin !== null && end !== null && end <= begin;
  if (overnight && !(begin >= NOON && end <= NOON)) return undefined;
  const inAt = begin === null ? null : momentAt(day, begin, zone);
  const outAt = end === null ? null : momentAt(day, end + (overnight ? 1440 : 0), zone);
  return [inAt, outAt].some((at) => at !== null && at.getTime() > now.getTime()) ? undefined : { inAt, outAt };
}
