import type { PhasePlan } from './exchange.ts';

/**
 * The later of the day printed in the outcome's signed report and the end of the objection phase as it is now: a longer
 * phase is given to everybody, a shorter one takes nothing from who was promised more in writing.
 */
export function lastDayToObject(printed: string | null, phases: PhasePlan): string | null {
  const now = phases.find(({ phase }) => phase === 'objection')?.to ?? null;
  return printed === null || now === null ? printed : printed > now ? printed : now;
}
