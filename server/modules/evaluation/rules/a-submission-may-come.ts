import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { Phase, PhasePlan } from '../../self-assessment/contract.ts';

/**
 * The first submission comes in the self-assessment or the check of the coordinator that follows it, later ones (more
 * evidence) also during interview and visit. `day` is the organiser's calendar day on which it was submitted.
 * Refuses `evaluation.too-late`, `evaluation.too-early`, `evaluation.not-open`.
 */
export function submissionMayCome(campaign: { state: 'draft' | 'open' | 'closed'; phases: PhasePlan }, isFirst: boolean, day: CalendarDay): Result<undefined> {
  if (campaign.state !== 'open') return refuse('evaluation.not-open');
  const within: readonly Phase[] = isFirst ? ['self', 'internal'] : ['self', 'internal', 'interview', 'visit'];
  const windows = campaign.phases.filter(({ phase }) => within.includes(phase));
  // Between self-assessment and the coordinator's check nothing is closed.
  const home = windows.filter(({ phase }) => phase === 'self' || phase === 'internal');
  if (home[0] && day < home[0].from) return refuse('evaluation.too-early', { day: home[0].from });
  if (home.length > 0 && day <= home.at(-1)!.to) return ok(undefined);
  return windows.some(({ from, to }) => from <= day && day <= to) ? ok(undefined) : refuse('evaluation.too-late', { day: home.at(-1)?.to });
}
