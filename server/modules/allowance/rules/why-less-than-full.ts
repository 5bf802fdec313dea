import type { CompiledRules } from '../../../engines/allowance/compile.ts';
import { computePay, type Facts } from '../../../engines/allowance/pay.ts';

export interface WhyLess {
  /** What the month would have been with full productivity, no cut and no sanction. */
  full: number;
  /** What each took of it; they add up to the difference. Negative where more than full was earned. */
  less: { why: 'productivity' | 'attendance' | 'sanction'; amount: number }[];
}
const CAUSES = [['productivity', 'produktivitas', '1'], ['attendance', 'potongan', '0'], ['sanction', 'hukuman', '0']] as const;

/** In plain words before the formulas, whatever these are: the same rules with each cause put right, then brought back one after the other. Null while something is unknown. */
export function whyLess(rules: CompiledRules, segments: readonly Facts[], person: Facts): WhyLess | null {
  const grossWith = (known: number): number | null =>
    computePay(rules, segments.map((facts) => ({ ...facts, ...Object.fromEntries(CAUSES.slice(known).map(([, name, best]) => [name, best])) })), person).gross;
  if (segments.some((facts) => !('produktivitas' in facts))) return null;
  const steps = [0, 1, 2, 3].map(grossWith);
  if (steps.some((gross) => gross === null)) return null;
  const less = CAUSES.map(([why], at) => ({ why, amount: steps[at]! - steps[at + 1]! })).filter((one) => one.amount !== 0);
  return { full: steps[0]!, less };
}
