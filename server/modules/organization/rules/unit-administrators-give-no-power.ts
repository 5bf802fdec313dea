import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { Duty } from '../contract.ts';

/** What decides, signs, sees everything or hands out rights: only the institution's administrator touches such posts. */
const POWERFUL: readonly Duty[] = ['signer', 'leader', 'assistant', 'administrator', 'unit-administrator', 'auditor'];

/** How far the hat reaches: the whole institution, or one unit and what is below it. */
export type Reach = { whole: true } | { whole: false; units: ReadonlySet<string> };

export const reaches = (reach: Reach, unit: string): boolean => reach.whole || reach.units.has(unit);

/** Posts of the unit administrator's own units, and none that carries or would carry power. */
export function mayManagePost(reach: Reach, unit: string, duties: readonly Duty[]): Result<void> {
  if (!reaches(reach, unit)) return refuse('organization.not-your-unit');
  if (!reach.whole && duties.some((duty) => POWERFUL.includes(duty))) return refuse('organization.power-not-yours-to-give');
  return ok(undefined);
}
