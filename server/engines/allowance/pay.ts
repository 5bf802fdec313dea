import { evaluate, isFraction, isTrue, round, toDecimal, type Fraction } from '../expressions/evaluate.ts';
import { explainExpression } from '../expressions/explain.ts';
import type { CompiledLine, CompiledRules } from './compile.ts';

/** Facts under the names of `SEGMENT_SCOPE` and `PERSON_SCOPE`; fractions as decimal text. What is absent is not known. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface PaidLine {
  id: string;
  /** Which part of the month; null for lines of the whole. */
  segment: number | null;
  /** Whole rupiah, rounded half up; null while something that it needs is unknown. */
  amount: number | null;
}
export interface Pay {
  lines: PaidLine[];
  /** Before corrections, taxes and contributions. Null: something is unknown, nothing may be paid. */
  gross: number | null;
  /** What is paid out. */
  net: number | null;
  /** Ids of lines that could not be worked out. */
  unknown: string[];
}

const nearest = (value: Fraction): number | null => {
  const whole = round(value, 'half-up');
  const amount = isFraction(whole) ? Number((whole as Fraction).n) : NaN;
  return Number.isSafeInteger(amount) ? amount : null;
};

function work(line: CompiledLine, values: Record<string, unknown>): { applies: boolean; amount: number | null } {
  if (line.condition && !isTrue(line.condition, values)) return { applies: false, amount: 0 };
  const value = evaluate(line.tree, values);
  return { applies: true, amount: isFraction(value) ? nearest(value) : null };
}
const signed = (line: CompiledLine, amount: number): number => (line.effect === 'add' ? amount : line.effect === 'subtract' ? -amount : 0);

/**
 * What one person is paid for one month, by every line in order; lines that do not apply are left out. Never below nothing: cuts end at zero.
 * Example: class allowance 9,000,000 × 0.7 × 0.9 × 0.8 = 4,536,000 (`tpp_dasar`).
 */
export function computePay(rules: CompiledRules, segments: readonly Facts[], person: Facts): Pay {
  const pay: Pay = { lines: [], gross: 0, net: null, unknown: [] };
  const sums: Record<string, number | undefined> = {};
  segments.forEach((facts, at) => {
    const values: Record<string, unknown> = { ...rules.parameters, ...facts };
    let earned: number | null = 0;
    for (const line of rules.lines) {
      if (line.level !== 'segment') continue;
      const { applies, amount } = work(line, values);
      if (!(line.id in sums)) sums[line.id] = 0;
      if (amount === null) {
        pay.unknown.push(line.id);
        sums[line.id] = undefined;
        if (line.effect !== 'none') earned = null;
      } else {
        values[line.id] = amount;
        if (sums[line.id] !== undefined) sums[line.id]! += amount;
        if (earned !== null) earned += signed(line, amount);
      }
      if (applies) pay.lines.push({ id: line.id, segment: at, amount });
    }
    pay.gross = pay.gross === null || earned === null ? null : pay.gross + Math.max(0, earned);
  });
  if (pay.gross === null) return pay;
  const values: Record<string, unknown> = { ...rules.parameters, ...sums, ...person, bruto: pay.gross };
  let net: number | null = pay.gross + Number(person['koreksi'] ?? 0);
  for (const line of rules.lines) {
    if (line.level !== 'person') continue;
    const { applies, amount } = work(line, values);
    if (amount === null) {
      pay.unknown.push(line.id);
      if (line.effect !== 'none') net = null;
    } else {
      values[line.id] = amount;
      if (net !== null) net += signed(line, amount);
    }
    if (applies) pay.lines.push({ id: line.id, segment: null, amount });
  }
  return { ...pay, net };
}

export interface ExplainedLine extends PaidLine {
  label: string;
  effect: CompiledLine['effect'];
  criterion: boolean;
  legalBasis: string;
  /** "9.000.000 × 0,7 × 0,9 × 0,8" */
  calculation: string;
  /** Before rounding, where that differs: "4.095.000,5". */
  exact?: string;
}

/** What adds nothing is not read: "1.587.600 + 1.234.800 + 0 + 0", "(4.095.000 + 0) × 0,01". */
const withoutNil = (calculation: string): string => calculation.replace(/ \+ 0(?= [+−]|\)|$)/g, '').replace(/^0 \+ /, '').replace(/(?<![\p{L}_])\((\d[\d.,]*)\)/gu, '$1');

/** The same lines with their calculation in figures and the law that each stands on. */
export function explainPay(rules: CompiledRules, segments: readonly Facts[], person: Facts): ExplainedLine[] {
  const pay = computePay(rules, segments, person);
  const known = (segment: number | null): Record<string, unknown> => {
    const values: Record<string, unknown> = { ...rules.parameters, ...(segment === null ? { ...person, ...(pay.gross === null ? {} : { bruto: pay.gross }) } : segments[segment]) };
    for (const one of rules.lines) {
      if (segment === null && one.level === 'segment') values[one.id] = pay.lines.filter((paid) => paid.id === one.id).reduce((sum, paid) => sum + (paid.amount ?? 0), 0);
      else if (!(one.id in values) && (segment === null || one.level === 'segment')) values[one.id] = 0;
    }
    for (const paid of pay.lines) if (paid.segment === segment && paid.amount !== null) values[paid.id] = paid.amount;
    return values;
  };
  const values = new Map([...segments.keys(), null].map((segment) => [segment, known(segment)]));
  const lines = new Map(rules.lines.map((one) => [one.id, one]));
  return pay.lines.map((paid) => {
    const line = lines.get(paid.id)!;
    const value = evaluate(line.tree, values.get(paid.segment)!);
    const exact = isFraction(value) && value.d !== 1n ? toDecimal(value, 4) : undefined;
    return { ...paid, label: line.label, effect: line.effect, criterion: line.criterion, legalBasis: line.legalBasis, calculation: withoutNil(explainExpression(line.tree, values.get(paid.segment)!)), ...(exact ? { exact } : {}) };
  });
}
