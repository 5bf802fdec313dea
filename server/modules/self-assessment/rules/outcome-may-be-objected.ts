import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { OutcomeCopy, PhasePlan } from '../contract/exchange.ts';
import { lastDayToObject } from '../contract/last-day-to-object.ts';

/** While the outcome is provisional, until the last day of `lastDayToObject`, that day included. */
export function mayObject(outcome: Pick<OutcomeCopy, 'state' | 'objectBy'> | undefined, phases: PhasePlan, today: CalendarDay): Result<CalendarDay> {
  if (!outcome) return refuse('self-assessment.no-outcome');
  const last = lastDayToObject(outcome.objectBy, phases);
  if (outcome.state === 'final' || last === null) return refuse('self-assessment.outcome-final');
  return last < today ? refuse('self-assessment.objection-late', { to: last }) : ok(last);
}
