import type { Kind, ModerationReason } from '../contract.ts';
import { hasProfanity } from './personal-data-is-covered.ts';

/** Same text, however it is spaced, punctuated or capitalised. */
export const sameText = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, ' ').trim();

/**
 * Why a report waits for a moderator, or undefined. It is stored either way and counts as received. Misconduct is never
 * held: the only people who may read it are its addressees.
 */
export function whyHeld(report: { kind: Kind; text: string; trusted: boolean; fromSource: number; identical: number }, rule: { floodPerHour: number; identicalPerDay: number; profanity: readonly string[] }): ModerationReason | undefined {
  if (report.kind === 'misconduct') return undefined;
  if (report.identical >= rule.identicalPerDay) return 'identical';
  if (report.trusted) return undefined;
  if (report.fromSource > rule.floodPerHour) return 'flood';
  return hasProfanity(report.text, rule.profanity) ? 'profanity' : undefined;
}
