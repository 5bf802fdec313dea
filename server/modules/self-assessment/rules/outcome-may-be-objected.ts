import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { OutcomeCopy } from '../contract/exchange.ts';

/** While the outcome is provisional, until the last day that the organiser told, that day included. */
export function mayObject(outcome: Pick<OutcomeCopy, 'state' | 'objectBy'> | undefined, today: CalendarDay): Result<CalendarDay> {
  if (!outcome) return refuse('self-assessment.no-outcome');
  if (outcome.state === 'final' || outcome.objectBy === null) return refuse('self-assessment.outcome-final');
  return outcome.objectBy < today ? refuse('self-assessment.objection-late', { to: outcome.objectBy }) : ok(outcome.objectBy);
}
