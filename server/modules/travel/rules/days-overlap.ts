import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Both ends included: who returns on the day another journey begins is warned too. */
export const daysOverlap = (a: { fromDay: CalendarDay; toDay: CalendarDay }, b: { fromDay: CalendarDay; toDay: CalendarDay }): boolean => a.fromDay <= b.toDay && b.fromDay <= a.toDay;

/** Single days in a row as spans, in order: [2, 3, 5] → 2–3 and 5–5. */
export function spansOf(days: readonly CalendarDay[]): { fromDay: CalendarDay; toDay: CalendarDay }[] {
  const spans: { fromDay: CalendarDay; toDay: CalendarDay }[] = [];
  for (const day of [...days].sort()) {
    const last = spans.at(-1);
    if (last && Date.parse(day) - Date.parse(last.toDay) <= 86_400_000) last.toDay = day;
    else spans.push({ fromDay: day, toDay: day });
  }
  return spans;
}
