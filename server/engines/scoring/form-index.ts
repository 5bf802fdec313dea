import type { Fraction } from '../expressions/evaluate.ts';
import { bandOf, parseBand, type Band } from './bands.ts';
import { reportForm, type FormAnswers } from './completeness.ts';
import { compareExact, exact, exactDecimal, fixedText, over, plus, roundedHalfUp, sum, times } from './exact.ts';
import type { FormField, FormIndexItem, FormInstrument } from './instrument.ts';

/** Two decimals, half up, once. Shown; the stage compares what the settings say. */
const DECIMALS = 2;
const HUNDRED: Fraction = { n: 100n, d: 1n };

export interface FormVariable {
  id: string;
  title: string;
  weight: string;
  /** 0 to 100 with two decimals; null when everything in it left the denominator. */
  index: string | null;
}
/** The index of a form, or why there is none. `missing` are fields that count and have no answer. */
export type FormScore =
  | { kind: 'scored'; index: string; exact: string; stage: string; variables: FormVariable[] }
  | { kind: 'no-settings' }
  | { kind: 'incomplete'; missing: string[] }
  | { kind: 'faulty'; faults: { field: string; sentence: string }[] }
  | { kind: 'nothing-counts'; variables: FormVariable[] };

/**
 * The index of a form under the weights, points and stage limits that an administrator set with their legal basis (IETPD:
 * they are not published, so the catalogue has none). Points of an answer 0 to 100; mean over the answers of an item;
 * weighted mean of items in a variable, of variables in the index. What is not collected or not budgeted leaves the
 * denominator; an unanswered field that counts leaves no index, never a zero.
 */
export function scoreForm(instrument: FormInstrument, level: 'province' | 'regency', answers: FormAnswers): FormScore {
  const { index } = instrument;
  if (!index) return { kind: 'no-settings' };
  const { faults } = reportForm(instrument, level, answers);
  if (faults.length > 0) return { kind: 'faulty', faults };
  const fields = new Map(instrument.sections.flatMap((section) => section.fields).filter((field) => field.for === 'all' || field.for === level).map((field) => [field.id, field]));
  const missing = index.items.flatMap((item) => (item.kind === 'ratio' ? [...item.parts, item.whole] : item.fields)).filter((id) => fields.has(id) && isBlank(answers[id]));
  if (missing.length > 0) return { kind: 'incomplete', missing: [...new Set(missing)] };

  const values = index.variables.map((variable) => ({ variable, value: mean(index.items.filter((item) => item.variable === variable.id).flatMap((item) => weighted(item, valueOf(item, fields, answers)))) }));
  const variables = values.map(({ variable: { id, title, weight }, value }) => ({ id, title, weight, index: value && fixedText(value, DECIMALS) }));
  const value = mean(values.flatMap(({ variable, value: one }) => weighted(variable, one)));
  if (!value) return { kind: 'nothing-counts', variables };
  const compared = index.basis === 'rounded' ? roundedHalfUp(value, DECIMALS) : value;
  const bands = index.stages.map((stage) => parseBand(stage)).filter((band): band is Band => band !== null);
  return { kind: 'scored', index: fixedText(value, DECIMALS), exact: exactDecimal(value), stage: bandOf(bands, compared)?.label ?? '', variables };
}

const isBlank = (answer: FormAnswers[string] | undefined): boolean => (typeof answer === 'string' ? answer.trim() === '' : (answer?.length ?? 0) === 0);

interface Weighted {
  value: Fraction;
  weight: Fraction;
}
const weighted = ({ weight }: { weight: string }, value: Fraction | null): Weighted[] => (value && exact(weight).n > 0n ? [{ value, weight: exact(weight) }] : []);

/** Over what counts; null when nothing does. */
function mean(parts: readonly Weighted[]): Fraction | null {
  if (parts.length === 0) return null;
  const top = sum(parts.map(({ value, weight }) => times(value, weight)));
  const bottom = sum(parts.map(({ weight }) => weight));
  return over(top.n * bottom.d, top.d * bottom.n);
}

function valueOf(item: FormIndexItem, fields: ReadonlyMap<string, FormField>, answers: FormAnswers): Fraction | null {
  if (item.kind === 'ratio') {
    const amount = (id: string): bigint => BigInt(answers[id] as string);
    const whole = amount(item.whole);
    if (whole === 0n) return null;
    const share = over(100n * item.parts.map(amount).reduce((a, b) => a + b, 0n), whole);
    return compareExact(share, HUNDRED) > 0 ? HUNDRED : share;
  }
  const counted = item.fields.filter((id) => fields.has(id)).flatMap((id) => pointsOf(item, answers[id]!));
  return counted.length === 0 ? null : over(sum(counted).n, sum(counted).d * BigInt(counted.length));
}

/** Points of one answer; none when all that was chosen is out of the denominator. */
function pointsOf({ points, several }: Extract<FormIndexItem, { kind: 'answers' }>, answer: string | readonly string[]): Fraction[] {
  const chosen = (typeof answer === 'string' ? [answer] : answer).map((option) => points[option]!).filter((value) => value !== 'out').map(exact);
  if (chosen.length === 0) return [];
  if (several === 'best') return [chosen.reduce((best, one) => (compareExact(one, best) > 0 ? one : best))];
  const total = chosen.reduce(plus);
  return [over(total.n, total.d * BigInt(chosen.length))];
}
