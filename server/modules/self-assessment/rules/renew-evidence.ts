import type { Indicator } from '../../../engines/scoring/instrument.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ageOf, expiresOn, ruleOf } from './evidence-grows-old.ts';

/** Why a piece of last cycle must be made anew. `undated`: it has an age but nobody said when it was made. `gone`: no such place any more. */
export type Renewal = 'expired' | 'expiring' | 'undated' | 'gone';

export interface OldPiece {
  level: number;
  letter: string | null;
  documentDate: CalendarDay | null;
  expiresOn: CalendarDay | null;
}

/**
 * Whether a piece of the last cycle still counts in this one, by the ages of the instrument that is answered now: a review
 * or an audit of more than two years (guide 3/2024) is expired. `until`: the last day on which assessors look.
 */
export function renewalOf(indicator: Indicator, piece: OldPiece, today: CalendarDay, until: CalendarDay | null): { why: Renewal | null; expiresOn: CalendarDay | null } {
  const rule = ruleOf(indicator, piece.level, piece.letter);
  if (piece.letter !== null && !rule) return { why: 'gone', expiresOn: piece.expiresOn };
  if (rule?.maxAgeMonths !== undefined && piece.documentDate === null) return { why: 'undated', expiresOn: null };
  // The rule of this cycle decides where it has one; a day that somebody gave the document itself holds too.
  const ends = expiresOn(rule, piece.documentDate) ?? piece.expiresOn;
  const age = ageOf(ends, today, until);
  return { why: age === 'fresh' ? null : age, expiresOn: ends };
}
