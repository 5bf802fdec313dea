import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Capacity } from '../contract.ts';

export interface HoldingFacts {
  id: string;
  post: string;
  person: string;
  capacity: Capacity;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}

const FOREVER = '9999-12-31';
export const lastDay = (holding: { toDay: CalendarDay | null }): CalendarDay => holding.toDay ?? FOREVER;

/** Whether a holding of that capacity fills the vacancy in which another one acts. */
const fills = (filler: Capacity, acting: Capacity): boolean =>
  (acting === 'plt' && (filler === 'definitive' || filler === 'pj')) || (acting === 'pj' && filler === 'definitive');

/**
 * Last day on which the holding gives rights. Plt. and Pj. act for a vacant post (reference asn-organisation §4): their
 * order is spent on the day before the post is filled, even though it runs longer on paper and even when the post
 * falls vacant again. Null: no end. Example: Plt. 1 April to 30 June, definitive from 16 June: 15 June.
 * The same is written in SQL in `organization.hat` and `storage/holdings.ts`.
 */
export function effectiveEnd(holding: HoldingFacts, ofThePost: readonly HoldingFacts[]): CalendarDay | null {
  const filled = ofThePost
    .filter((other) => other.id !== holding.id && fills(other.capacity, holding.capacity) && lastDay(other) >= holding.fromDay)
    .map((other) => addDays(other.fromDay, -1))
    .sort()[0];
  if (filled === undefined) return holding.toDay;
  return filled < lastDay(holding) ? filled : holding.toDay;
}
