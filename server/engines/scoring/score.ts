import type { Fraction } from '../expressions/evaluate.ts';
import { refuse, ok, type Result } from '../../platform/kernel/refusal.ts';
import { bandOf, parseBand, type Band } from './bands.ts';
import { compareExact, exact, exactDecimal, fixedText, over, plus, roundedHalfUp, sum, times } from './exact.ts';
import { indicatorsOf, isGroup, type Group, type Indicator, type PredicateBasis, type TreeNode, type WeightedInstrument } from './instrument.ts';

/** A sound instrument ready for scoring: weights as whole numbers over one denominator. */
export interface Prepared {
  instrument: WeightedInstrument;
  /** In the order of the instrument. */
  indicators: { indicator: Indicator; weight: bigint }[];
  byNumber: ReadonlyMap<string, number>;
  groups: { group: Group; weight: bigint; members: number[] }[];
  whole: bigint;
  factor: Fraction;
  bands: Band[];
}

/** Scaled integers make a pass over all institutions cheap; the fractions come back at the end. Throws for an instrument that `checkInstrument` refuses. */
export function prepare(instrument: WeightedInstrument): Prepared {
  const flat = indicatorsOf(instrument.tree);
  const all = groupsOf(instrument.tree);
  const weights = [...flat.map(({ indicator }) => indicator.weight), ...all.map(({ weight }) => weight), instrument.weights.whole].map(exact);
  const scale = weights.reduce((common, { d }) => over(common * d, gcd(common, d)).n, 1n);
  const whole = (text: string) => times(exact(text), { n: scale, d: 1n }).n;
  return {
    instrument,
    indicators: flat.map(({ indicator }) => ({ indicator, weight: whole(indicator.weight) })),
    byNumber: new Map(flat.map(({ indicator }, at) => [indicator.number, at])),
    groups: all.map((group) => ({ group, weight: whole(group.weight), members: flat.flatMap(({ above }, at) => (above.includes(group) ? [at] : [])) })),
    whole: whole(instrument.weights.whole),
    factor: exact(instrument.result.factor),
    bands: instrument.predicate.bands.map((band) => parseBand(band)!),
  };
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
const groupsOf = (tree: readonly TreeNode[]): Group[] => tree.flatMap((one) => (isGroup(one) ? [one, ...groupsOf(one.children)] : []));

export interface Scored {
  /** Rounded half up once, "2.94". */
  index: string;
  /** Full decimal, or a fraction where it has no end. */
  exact: string;
  predicate: string;
  value: Fraction;
}
export interface GroupScore extends Scored {
  tier: string;
  number: string;
  name: string;
}
export interface InstrumentScore extends Scored {
  basis: PredicateBasis;
  groups: GroupScore[];
}

/** Levels are kept in millionths: six decimals at most, checked by `readLevel`. */
export const LEVEL_SCALE = 1_000_000n;

/**
 * Index of one institution from a level per indicator, in the instrument's order (`prepared.indicators`), in millionths.
 * Unrounded through the whole tree; every printed value is rounded half up once, from its exact value.
 * Permenpan RB 59/2020, annex II.B.4: index = Σ level × weight ÷ weight of the whole.
 */
export function score(prepared: Prepared, levels: readonly bigint[], basis: PredicateBasis = prepared.instrument.predicate.basis): InstrumentScore {
  const parts = prepared.indicators.map(({ weight }, at) => weight * levels[at]!);
  const of = (members: readonly bigint[], weight: bigint): Scored => {
    const top = members.reduce((a, b) => a + b, 0n);
    // Whole levels are the rule: without their millionths the common divisor is found in a few steps.
    const [sum, scale] = top % LEVEL_SCALE === 0n ? [top / LEVEL_SCALE, 1n] : [top, LEVEL_SCALE];
    return scored(prepared, over(sum * prepared.factor.n, weight * scale * prepared.factor.d), basis);
  };
  return {
    ...of(parts, prepared.whole), basis,
    groups: prepared.groups.map(({ group, weight, members }) => ({ tier: group.tier, number: group.number, name: group.name, ...of(members.map((at) => parts[at]!), weight) })),
  };
}

/** The printed forms of one exact value under an instrument's rounding and bands. */
export function scored(prepared: Pick<Prepared, 'instrument' | 'bands'>, value: Fraction, basis: PredicateBasis): Scored {
  const { decimals } = prepared.instrument.rounding;
  const compared = basis === 'rounded' ? roundedHalfUp(value, decimals) : value;
  return { value, index: fixedText(value, decimals), exact: exactDecimal(value), predicate: bandOf(prepared.bands, compared)?.label ?? '' };
}

/** A mean by weights, as the regulation writes it: domain from aspects, total from domains. */
export function weightedMean(parts: readonly { value: Fraction; weight: Fraction }[]): Fraction {
  const top = parts.map(({ value, weight }) => times(value, weight)).reduce(plus, { n: 0n, d: 1n });
  const bottom = sum(parts.map(({ weight }) => weight));
  return over(top.n * bottom.d, top.d * bottom.n);
}

/** Which basis decides the predicate in a year: 2023 the rounded, 2024 the unrounded index (see the instrument's reasons). */
export const basisIn = (instrument: WeightedInstrument, year: number | undefined): PredicateBasis =>
  instrument.predicate.byYear.find((one) => one.year === year)?.basis ?? instrument.predicate.basis;

/** `readLevel(indicator, "3")` → 3 000 000n, or a sentence that says what is wrong. A decimal only where another body scores. */
export function readLevel(instrument: WeightedInstrument, indicator: Indicator, text: string): Result<bigint> {
  const { min, max } = instrument.scale;
  const bare = text.trim().replace(',', '.');
  const decimals = instrument.answer === 'value' || indicator.external !== undefined;
  const range = decimals ? `angka ${min} sampai ${max}` : `bilangan bulat ${min} sampai ${max}`;
  const bad = (what: string) => refuse('scoring.level', { sentence: `${what}. Tulis ${range}.` });
  if (bare === '') return bad(`tingkat indikator ${indicator.number} kosong`);
  const parts = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(bare);
  if (!parts) return bad(`tingkat "${text.trim().slice(0, 30)}" bukan angka yang dapat dipakai`);
  const micro = BigInt(parts[1]! + (parts[2] ?? '').padEnd(6, '0'));
  if (!decimals && micro % LEVEL_SCALE !== 0n) return bad(`indikator ${indicator.number} memakai tingkat bulat, bukan ${text.trim()}`);
  const value = over(micro, LEVEL_SCALE);
  if (compareExact(value, exact(min)) < 0 || compareExact(value, exact(max)) > 0) return bad(`tingkat ${text.trim()} di luar skala`);
  return ok(micro);
}
