import { isCalendarDay, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { PHASES, phaseNames, type Mode, type Phase, type PhasePlan } from '../../self-assessment/contract.ts';

/** Index Pemdi knows one mode, and its interview is compulsory (Permenpan RB 8/2026). */
const ONE_MODE_FAMILIES = ['pemdi'];
const ALWAYS: readonly Phase[] = ['self', 'document', 'final'];

/**
 * Checks the phases of a campaign and puts them in the regulation's order (Permenpan RB 59/2020 art. 3-7, annex III):
 * each at most once, one after the other without overlap; pemantauan ends with the documents, evaluasi has an interview
 * and may have a visit. Refuses `evaluation.phases` with a sentence, or `evaluation.mode`.
 */
export function phasesInOrder(asked: PhasePlan, mode: Mode, family: string): Result<PhasePlan> {
  if (mode === 'pemantauan' && ONE_MODE_FAMILIES.includes(family)) return refuse('evaluation.mode');
  const bad = (sentence: string) => refuse('evaluation.phases', { sentence });
  const plan = asked.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
  const twice = plan.find(({ phase }, at) => plan[at - 1]?.phase === phase);
  if (twice) return bad(`${phaseNames[twice.phase]} hanya boleh satu kali`);
  for (const { phase, from, to } of plan) {
    if (!isCalendarDay(from) || !isCalendarDay(to)) return bad(`Tanggal ${phaseNames[phase]} tidak ada dalam kalender`);
    if (from > to) return bad(`${phaseNames[phase]} selesai sebelum dimulai`);
  }
  const needed = mode === 'evaluasi' ? [...ALWAYS, 'interview' as const] : ALWAYS;
  const missing = needed.find((phase) => !plan.some((one) => one.phase === phase));
  if (missing) return bad(`${phaseNames[missing]} wajib ada`);
  const extra = mode === 'pemantauan' && plan.find(({ phase }) => phase === 'interview' || phase === 'visit');
  if (extra) return bad(`Pemantauan tidak memakai ${phaseNames[extra.phase].toLowerCase()}`);
  for (const [at, { phase, from }] of plan.entries()) {
    const before = plan[at - 1];
    if (before && from <= before.to) return bad(`${phaseNames[phase]} harus dimulai sesudah ${phaseNames[before.phase].toLowerCase()} selesai`);
  }
  return ok(plan);
}

/** The phase that has begun last on a day, also on days between two phases; undefined before the first. */
export const phaseOn = (plan: PhasePlan, day: CalendarDay): Phase | undefined => plan.findLast(({ from }) => from <= day)?.phase;
/** Whether a phase's last day has passed. */
export const isOver = (plan: PhasePlan, phase: Phase, day: CalendarDay): boolean => plan.some((one) => one.phase === phase && one.to < day);
export const hasBegun = (plan: PhasePlan, phase: Phase, day: CalendarDay): boolean => plan.some((one) => one.phase === phase && one.from <= day);
