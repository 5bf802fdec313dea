import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { lastDayToObject, type PhasePlan } from '../../self-assessment/contract.ts';

/** What is known of a participant when somebody wants to decide. */
export interface Deciding {
  phases: PhasePlan;
  today: CalendarDay;
  indicators: number;
  /** Indicators with a final value. */
  valued: number;
  /** Those that the review team has not marked, or marked as not valid. */
  unreviewed: number;
  hasRecommendation: boolean;
  /** Evaluasi ends with strengths, weaknesses and a recommendation; pemantauan with values only (art. 3-7). */
  mode: 'pemantauan' | 'evaluasi';
  last: 'provisional' | 'final' | null;
  /** Last day to object that the last report printed. */
  promised: CalendarDay | null;
  openObjections: number;
  isPublished: boolean;
}

const phaseOf = (plan: PhasePlan, phase: PhasePlan[number]['phase']) => plan.find((one) => one.phase === phase);

/**
 * Whether the outcome may be told, and as what: provisional while the institution may still object (or has not yet been
 * able to), final once the objection phase is over and every objection is answered. A campaign without an objection
 * phase is final at once. Permenpan RB 59/2020 annex III: the ministry sets results after the review.
 */
export function nextDecision(d: Deciding): Result<'provisional' | 'final'> {
  if (d.isPublished) return refuse('evaluation.decided-published');
  const final = phaseOf(d.phases, 'final');
  if (final && d.today < final.from) return refuse('evaluation.decide-early', { from: final.from });
  if (d.valued < d.indicators) return refuse('evaluation.decide-incomplete', { missing: d.indicators - d.valued });
  if (d.unreviewed > 0) return refuse('evaluation.decide-unreviewed', { count: d.unreviewed });
  if (d.mode === 'evaluasi' && !d.hasRecommendation) return refuse('evaluation.decide-no-recommendation');
  const objection = phaseOf(d.phases, 'objection');
  if (!objection) return ok('final');
  const until = lastDayToObject(d.promised, d.phases) ?? objection.to;
  if (d.last === null || d.today <= until) return d.last === null && d.today > objection.to ? refuse('evaluation.decide-objection-over', { to: objection.to }) : ok('provisional');
  return d.openObjections > 0 ? refuse('evaluation.decide-objections', { count: d.openObjections }) : ok('final');
}

/** The last day for an objection against what is told now. */
export const objectBy = (plan: PhasePlan): CalendarDay | null => phaseOf(plan, 'objection')?.to ?? null;
