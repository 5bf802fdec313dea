import { formatDate } from '../../../engines/working-time/words.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

export type RecapStep = 'verify' | 'return' | 'lock';
export interface RecapFacts {
  state: 'draft' | 'verified' | 'locked';
  isPast: boolean;
  today: CalendarDay;
  objectionsUntil: CalendarDay | null;
  openPetitions: number;
  people: number;
}

/** Draft → unit verifies → days of objection → BKPSDM locks (reference of attendance, section 10); nothing opens a locked month again. */
export function mayBecome(step: RecapStep, facts: RecapFacts): Result<void> {
  if (facts.state === 'locked') return refuse('timesheets.closed', { month: 'ini' });
  if (step === 'verify') {
    if (facts.state !== 'draft') return refuse('timesheets.not-draft');
    if (!facts.isPast) return refuse('timesheets.month-not-over');
    return facts.people > 0 ? ok(undefined) : refuse('timesheets.nobody');
  }
  if (facts.state !== 'verified') return refuse('timesheets.not-verified');
  if (step === 'return') return ok(undefined);
  if (facts.objectionsUntil !== null && facts.today <= facts.objectionsUntil) return refuse('timesheets.objections-run', { until: formatDate(facts.objectionsUntil) });
  return facts.openPetitions === 0 ? ok(undefined) : refuse('timesheets.petitions-open', { count: facts.openPetitions });
}
