import type { EvidenceRule, Indicator } from '../../../engines/scoring/instrument.ts';
import { isCalendarDay, twoDigits, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/**
 * Pedoman Menteri PANRB 3/2024, chapters II-III: minutes of a review hold for two years, an audit for two years, a policy
 * that follows a review comes within a year. The instrument says how many months (`maxAgeMonths`, `monthsAfterReview`).
 */

/** The same day so many months later; a day that the month lacks becomes its last one (31 Jan + 1 = 28 Feb). */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
  for (let d = date; ; d--) {
    const text = `${String(y).padStart(4, '0')}-${twoDigits(m)}-${twoDigits(d)}`;
    if (isCalendarDay(text)) return text;
  }
}

export const ruleOf = (indicator: Indicator, level: number, letter: string | null): EvidenceRule | undefined =>
  letter === null ? undefined : indicator.levels.find((one) => one.level === level)?.evidence.find(({ id }) => id === letter);

/** Last day on which the document still counts, where the instrument sets an age and the document's date is known. */
export function expiresOn(rule: EvidenceRule | undefined, documentDate: CalendarDay | null): CalendarDay | null {
  return rule?.maxAgeMonths !== undefined && documentDate !== null ? addMonths(documentDate, rule.maxAgeMonths) : null;
}

export type Age = 'fresh' | 'expiring' | 'expired';
/** `until`: the last day on which assessors look; what ends before it is told in time. */
export function ageOf(expires: CalendarDay | null, today: CalendarDay, until: CalendarDay | null): Age {
  if (expires === null) return 'fresh';
  if (expires < today) return 'expired';
  return until !== null && expires < until ? 'expiring' : 'fresh';
}

/** Whether a follow-up came too late after the newest review that stands behind it, or before it. */
export function followsTooLate(rule: EvidenceRule | undefined, documentDate: CalendarDay | null, reviewDates: readonly CalendarDay[]): boolean {
  const review = reviewDates.toSorted().at(-1);
  if (rule?.monthsAfterReview === undefined || documentDate === null || review === undefined) return false;
  return documentDate < review || documentDate > addMonths(review, rule.monthsAfterReview);
}
