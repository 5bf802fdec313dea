import { evaluate, fraction, isFraction, isMissing, isTrue, round, toDecimal } from '../expressions/evaluate.ts';
import type { Fraction, MissingReason, Value, Values } from '../expressions/evaluate.ts';
import { explainExpression } from '../expressions/explain.ts';
import { formatDecimal, formatRupiahText } from '../forms/indonesian-format.ts';
import type { CompiledFee } from './check-fee.ts';

export interface FeeComponent {
  id: string;
  label: string;
  /** Exact, before rounding, as decimal text in rupiah (cut at ten decimals for display; the sum uses the fraction). */
  amount: string;
  /** "100 × 0,005 × 5.500.000 × 0,35 × 1" */
  calculation: string;
}
export type ComputedFee =
  | { kind: 'free'; total: 0; components: []; lines: string[] }
  | { kind: 'assessed'; total: null; components: []; lines: string[] }
  | {
      kind: 'formula';
      /** Whole rupiah; null while something is not yet known. */
      total: number | null;
      components: FeeComponent[];
      rounding: 'down' | 'half-up' | 'up';
      /** Why there is no total. */
      lacking?: MissingReason | 'negative';
      lines: string[];
    };

const ROUNDED = { down: 'ke bawah', 'half-up': 'ke rupiah terdekat', up: 'ke atas' };
const rupiah = (decimal: string): string => formatRupiahText(decimal);

/**
 * What is owed, exactly: components are added as fractions and rounded once, by the rounding the definition names.
 * A component whose `when` is not true is not owed. An unanswered value leaves the total open (null), never zero.
 */
export function computeFee(fee: CompiledFee, values: Values): ComputedFee {
  if (fee.kind === 'free') return { kind: 'free', total: 0, components: [], lines: [`Gratis. Dasar: ${fee.legalBasis}.`] };
  if (fee.kind === 'assessed') return { kind: 'assessed', total: null, components: [], lines: [fee.note, `Dasar: ${fee.legalBasis}.`] };

  const components: FeeComponent[] = [];
  const lines: string[] = [];
  let sum: Value = { n: 0n, d: 1n };
  for (const component of fee.components) {
    if (component.when && !isTrue(component.when, values)) continue;
    const amount = evaluate(component.amount, values);
    const calculation = explainExpression(component.amount, values);
    if (!isFraction(amount)) {
      if (isFraction(sum)) sum = amount;
      lines.push(`${component.label}: belum dapat dihitung.`);
      continue;
    }
    components.push({ id: component.id, label: component.label, amount: toDecimal(amount), calculation });
    lines.push(`${component.label}: ${calculation === formatDecimal(toDecimal(amount)) ? '' : `${calculation} = `}${rupiah(toDecimal(amount))}`);
    if (isFraction(sum)) sum = fraction(sum.n * amount.d + amount.n * sum.d, sum.d * amount.d);
  }
  const total = isFraction(sum) ? round(sum, fee.rounding) : sum;
  const amount = isFraction(total) ? Number((total as Fraction).n) : NaN;
  const lacking = isMissing(total) ? total.missing : amount < 0 ? 'negative' : Number.isSafeInteger(amount) ? undefined : 'too-large';
  if (lacking === undefined) {
    if (isFraction(sum) && sum.d !== 1n) lines.push(`Dibulatkan ${ROUNDED[fee.rounding]} menjadi ${rupiah(String(amount))}.`);
    else if (components.length !== 1) lines.push(`Jumlah: ${rupiah(String(amount))}.`);
  }
  lines.push(`Dasar: ${fee.legalBasis}.`);
  return { kind: 'formula', total: lacking === undefined ? amount : null, components, rounding: fee.rounding, ...(lacking !== undefined && { lacking: lacking as MissingReason | 'negative' }), lines };
}
