import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { PHASES, phaseNames, type Phase, type PhasePlan } from '../contract/exchange.ts';

/** The phases of a campaign by the calendar of the institution; both ends belong to a phase (Permenpan RB 59/2020, annex III). */

export interface Standing {
  /** Running today; the earliest in the order of the regulation where two overlap. */
  phase: Phase | null;
  /** Last day of the running phase. */
  until: CalendarDay | null;
  /** Full days left until then; 0 on the last one. */
  daysLeft: number | null;
  /** What begins next. */
  next: { phase: Phase; from: CalendarDay } | null;
}

const inOrder = (plan: PhasePlan): PhasePlan => plan.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
const runsOn = (day: CalendarDay) => ({ from, to }: PhasePlan[number]): boolean => from <= day && day <= to;

export function standingOn(plan: PhasePlan, day: CalendarDay): Standing {
  const running = inOrder(plan).find(runsOn(day));
  const next = plan.filter(({ from }) => from > day).toSorted((a, b) => (a.from < b.from ? -1 : 1))[0];
  return {
    phase: running?.phase ?? null, until: running?.to ?? null, daysLeft: running ? daysBetween(day, running.to) : null,
    next: next ? { phase: next.phase, from: next.from } : null,
  };
}

export const daysBetween = (from: CalendarDay, to: CalendarDay): number => (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** Answers are written while the institution assesses itself or checks what it wrote. */
const HOME: readonly Phase[] = ['self', 'internal'];
/** Evidence that was asked for is added while assessors talk with the institution. */
const TALK: readonly Phase[] = ['interview', 'visit'];

export type Window = { open: true; phase: Phase; until: CalendarDay } | { open: false; because: 'early'; from: CalendarDay } | { open: false; because: 'late'; to: CalendarDay } | { open: false; because: 'never' };

function windowOf(plan: PhasePlan, day: CalendarDay, phases: readonly Phase[]): Window {
  const ours = inOrder(plan).filter(({ phase }) => phases.includes(phase));
  const running = ours.find(runsOn(day));
  if (running) return { open: true, phase: running.phase, until: running.to };
  const coming = ours.filter(({ from }) => from > day).map(({ from }) => from).toSorted()[0];
  if (coming) return { open: false, because: 'early', from: coming };
  const last = ours.map(({ to }) => to).toSorted().at(-1);
  return last ? { open: false, because: 'late', to: last } : { open: false, because: 'never' };
}
export const answering = (plan: PhasePlan, day: CalendarDay): Window => windowOf(plan, day, HOME);
export const adding = (plan: PhasePlan, day: CalendarDay): Window => windowOf(plan, day, TALK);

/** The last day on which assessors may look at evidence: its own phase or what comes after it, up to the review. */
export function looksUntil(plan: PhasePlan): CalendarDay | null {
  return plan.filter(({ phase }) => phase !== 'objection' && phase !== 'publication').map(({ to }) => to).toSorted().at(-1) ?? null;
}

/** Faults of a plan as people typed it, by phase; empty = sound. */
export function planFaults(plan: PhasePlan): { phase: Phase; message: string }[] {
  const faults = plan.filter(({ from, to }) => from > to).map(({ phase }) => ({ phase, message: `${phaseNames[phase]}: hari terakhir harus sama dengan atau sesudah hari pertama.` }));
  const twice = plan.find(({ phase }, at) => plan.findIndex((one) => one.phase === phase) !== at);
  if (twice) faults.push({ phase: twice.phase, message: `${phaseNames[twice.phase]} tertulis dua kali.` });
  inOrder(plan).forEach((one, at, all) => {
    const before = all[at - 1];
    if (before && before.phase !== one.phase && one.from < before.from) faults.push({ phase: one.phase, message: `${phaseNames[one.phase]} tidak boleh mulai sebelum ${phaseNames[before.phase].toLowerCase()}.` });
  });
  return faults;
}

/** Before the end of a phase the team is reminded at these many days. House rule. */
export const REMINDERS = [14, 7, 3, 1] as const;

/**
 * The reminder that is due on this day: the nearest step that was reached. A step that was missed (a stopped server) is
 * made up for by the next day's run; a step already told is `told`.
 */
export function reminderDue(to: CalendarDay, day: CalendarDay, told: readonly number[]): number | null {
  const left = daysBetween(day, to);
  if (left < 1) return null;
  const step = REMINDERS.toReversed().find((days) => left <= days);
  return step === undefined || told.includes(step) ? null : step;
}

