import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** A holding that is in force today. */
export interface InForce {
  capacity: string;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}

/**
 * Which days of a post's inbox its holder sees: all of it (the inbox goes to the new holder, and to a Plt. who fills the
 * vacancy), but a Plh. or Pjs. only what came on the days of the order, also when the order was registered later
 * (reference of naskah dinas, section 9; asn-organisation, section 6). Null: no bound on that side.
 */
export const daysSeen = (holding: InForce): { from: CalendarDay | null; to: CalendarDay | null } =>
  holding.capacity === 'plh' || holding.capacity === 'pjs' ? { from: holding.fromDay, to: holding.toDay } : { from: null, to: null };

export function seesDay(holding: InForce, day: CalendarDay): boolean {
  const { from, to } = daysSeen(holding);
  return (from === null || day >= from) && (to === null || day <= to);
}
