import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RequestState } from '../contract/request-operations.ts';
import { daysBetween } from './phase-of-the-day.ts';

export type RequestStep = 'hand-in' | 'give-back' | 'accept' | 'ask-again' | 'withdraw';

/** Who may do what when; what is accepted or withdrawn stays so. */
const STEPS: Record<RequestStep, { from: readonly RequestState[]; to: RequestState }> = {
  'hand-in': { from: ['open'], to: 'handed' },
  'give-back': { from: ['open'], to: 'returned' },
  accept: { from: ['handed'], to: 'accepted' },
  'ask-again': { from: ['handed', 'returned'], to: 'open' },
  withdraw: { from: ['open', 'handed', 'returned'], to: 'withdrawn' },
};
/** The state after the step; undefined where it does not belong. */
export const after = (state: RequestState, step: RequestStep): RequestState | undefined => (STEPS[step].from.includes(state) ? STEPS[step].to : undefined);

/** Only what waits for the agency can be late. */
export const isOverdue = ({ state, due }: { state: RequestState; due: CalendarDay }, today: CalendarDay): boolean => state === 'open' && due < today;

/** Days before the deadline on which the agency is reminded, then once when it has passed. House rule. */
const REMIND = [3, 1] as const;

/** The step that is due and was not told; `told`: the last one. A step that a stopped server missed is made up for by the nearest. */
export function remindStep(due: CalendarDay, today: CalendarDay, told: number | null): number | null {
  const left = daysBetween(today, due);
  const step = left < 0 ? -1 : REMIND.toReversed().find((days) => left <= days);
  return step === undefined || (told !== null && told <= step) ? null : step;
}
