import { momentAt, type CalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

/**
 * When a report that waits for money returns to its unit: on 2 January of the budget year, or on the day after which the
 * amended budget (perubahan APBD) can be spent.
 * @returns the first moment of that day; refuses `complaints.schedule-past` when it is no longer ahead
 */
export function returnsAt(budgetYear: number, budget: 'original' | 'amended', amendedBudgetDay: string, now: Date, zone: Zone): Result<Date> {
  const day: CalendarDay = `${budgetYear}-${budget === 'original' ? '01-02' : amendedBudgetDay}`;
  const moment = momentAt(day, 0, zone);
  return Number.isNaN(moment.getTime()) || moment <= now ? refuse('complaints.schedule-past') : ok(moment);
}
