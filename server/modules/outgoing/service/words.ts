import { formatDay, formatMoment } from '../../../engines/working-time/words.ts';
import { dayIn, dayNumberIn, type Zone } from '../../../platform/kernel/calendar-day.ts';

/** "hari ini 09.12", "Sen 2 Mar 09.12" */
export function agoWords(at: Date, now: Date, zone: Zone): string {
  const day = dayIn(at, zone);
  const today = dayIn(now, zone);
  const clock = formatMoment(at, zone).split(' pukul ')[1]!.slice(0, 5);
  return day === today ? `hari ini ${clock}` : `${formatDay(day, today)} ${clock}`;
}
export const daysBetween = (at: Date, now: Date, zone: Zone): number => dayNumberIn(now, zone) - dayNumberIn(at, zone);
