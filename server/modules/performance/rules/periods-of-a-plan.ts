import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { firstDayOf, lastDayOf, type Period } from '../contract/words.ts';

/** Quarters that a plan touches, and the year; each ends no later than the plan. Months of a plan count where any of their days does. */
export function periodsOf(plan: { year: number; fromDay: CalendarDay; toDay: CalendarDay }): { period: Period; fromDay: CalendarDay; toDay: CalendarDay }[] {
  return (['q1', 'q2', 'q3', 'q4', 'year'] as const).flatMap((period) => {
    const from = firstDayOf(period, plan.year);
    const to = lastDayOf(period, plan.year);
    if (plan.toDay < from || plan.fromDay > to) return [];
    return [{ period, fromDay: plan.fromDay > from ? plan.fromDay : from, toDay: plan.toDay < to ? plan.toDay : to }];
  });
}

/** Whole months, for credit points: those in which the plan covers the fifteenth or more of the days; at least one. */
export function monthsOf(fromDay: CalendarDay, toDay: CalendarDay): number {
  const at = (day: CalendarDay) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const whole = at(toDay) - at(fromDay) + 1 - (Number(fromDay.slice(8)) > 15 ? 1 : 0) - (Number(toDay.slice(8)) < 15 ? 1 : 0);
  return Math.min(12, Math.max(1, whole));
}
