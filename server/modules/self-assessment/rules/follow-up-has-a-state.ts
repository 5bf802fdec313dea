import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { FollowUpState } from '../contract/follow-up-words.ts';

/** A recommendation as far as its state asks. Days are those of the institution, both ends included. */
export interface FollowUp {
  isDone: boolean;
  hasProgress: boolean;
  /** Of the unit where it was given one, else the organiser's. */
  due: CalendarDay | null;
}

/** Late is what is not done after its last day; on the last day itself it is in time. */
export function stateOf({ isDone, hasProgress, due }: FollowUp, today: CalendarDay): FollowUpState {
  if (isDone) return 'done';
  if (due !== null && due < today) return 'late';
  return hasProgress ? 'running' : 'open';
}

/**
 * The day given to a unit: not in the past, and not after the organiser's while that one can still be kept.
 * Refuses `self-assessment.follow-up-due` with a sentence.
 */
export function dueForUnit(asked: CalendarDay, organisers: CalendarDay | null, today: CalendarDay): Result<CalendarDay> {
  if (asked < today) return refuse('self-assessment.follow-up-due', { sentence: 'Batas waktu sudah lewat. Pilih hari ini atau sesudahnya.' });
  if (organisers !== null && organisers >= today && asked > organisers) return refuse('self-assessment.follow-up-due', { sentence: `Penyelenggara memberi waktu sampai ${organisers}. Pilih hari itu atau sebelumnya.` });
  return ok(asked);
}

/** Who reports that something is done shows it: a file or an address. */
export const doneNeedsEvidence = (isDone: boolean, files: number, link: string): Result<true> =>
  isDone && files === 0 && link === '' ? refuse('self-assessment.follow-up-no-evidence') : ok(true);

/** The reminders of one deadline: at fourteen and three days before, and once it has passed. House rule. */
const STEPS = [14, 3, -1] as const;

/** The reminder that is due on this day, or null. One that was missed is made up for; `told` is the nearest one told so far. */
export function reminderOf(due: CalendarDay, today: CalendarDay, told: number | null): number | null {
  const left = (Date.parse(`${due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
  const step = STEPS.findLast((days) => left <= days);
  return step === undefined || (told !== null && told <= step) ? null : step;
}
