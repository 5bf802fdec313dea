import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { refuse, ok, type Result } from '../../../platform/kernel/refusal.ts';
import { formatDate } from '../../../engines/working-time/words.ts';

/** A day as its person looks at it. */
export interface AskedDay {
  day: CalendarDay;
  code: string;
  isOver: boolean;
  hasIn: boolean;
  hasOut: boolean;
}
export interface AskedState {
  today: CalendarDay;
  /** Forgotten punches that the policy still allows this month. */
  left: number;
  most: number;
  withinDays: number;
  state: 'draft' | 'verified' | 'locked';
  objectionsUntil: CalendarDay | null;
  /** Requests of that day that are open or granted. */
  open: readonly { kind: 'forgotten' | 'objection'; side: 'in' | 'out' | null }[];
}
export type Asking = 'forgotten-in' | 'forgotten-out' | 'object';

/**
 * Whether a person may ask this of a day (reference of attendance, section 6 and 10): a forgotten punch only where it is missing, within
 * the days and the number of the policy; an objection until the recap is locked, and after the unit verified only in the days for it.
 */
export function mayAsk(asking: Asking, day: AskedDay, state: AskedState): Result<void> {
  if (day.day > state.today) return refuse('timesheets.future-day');
  if (state.state === 'locked') return refuse('timesheets.closed', { month: day.day.slice(0, 7) });
  if (day.code === '-') return refuse('timesheets.not-due');
  if (asking === 'object') {
    if (state.state === 'verified' && state.objectionsUntil !== null && state.today > state.objectionsUntil) return refuse('timesheets.objection-over', { until: formatDate(state.objectionsUntil) });
    return state.open.some((one) => one.kind === 'objection') ? refuse('timesheets.asked-before') : ok(undefined);
  }
  const side = asking === 'forgotten-in' ? 'in' : 'out';
  if (side === 'in' ? day.hasIn : day.hasOut) return refuse('timesheets.not-missing', { side });
  if (!day.isOver && !(side === 'in' && day.hasOut)) return refuse('timesheets.future-day');
  if (addDays(day.day, state.withinDays) < state.today) return refuse('timesheets.too-late', { days: state.withinDays });
  if (state.open.some((one) => one.kind === 'forgotten' && one.side === side)) return refuse('timesheets.asked-before');
  return state.left > 0 ? ok(undefined) : refuse('timesheets.month-limit', { most: state.most });
}
/** Everything that may be asked of a day; forgotten punches only of a day of presence or absence. */
export const petitionsAllowed = (day: AskedDay, state: AskedState): Asking[] =>
  (['forgotten-in', 'forgotten-out', 'object'] as const).filter((asking) => mayAsk(asking, day, state).ok && (asking === 'object' || ['H', 'WFH', 'WFA', 'TK', '?'].includes(day.code)));
