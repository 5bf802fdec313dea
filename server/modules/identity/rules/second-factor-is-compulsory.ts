import { compulsoryDuties } from '../contract/require-second-factor.ts';
import type { Needs } from '../contract/shared.ts';

/** Signers, leaders and administrators work only behind a second factor (architecture, section 5). */
export const isSecondFactorCompulsory = (duties: readonly string[]): boolean => duties.some((duty) => (compulsoryDuties as readonly string[]).includes(duty));

/** Whether a hat may be put on in a session, and what is missing if not. */
export function whatAHatNeeds(duties: readonly string[], session: { enrolled: boolean; secondFactorGiven: boolean }): Exclude<Needs, 'choose-hat'> {
  if (!isSecondFactorCompulsory(duties) || session.secondFactorGiven) return null;
  return session.enrolled ? 'second-factor' : 'enrol-second-factor';
}
