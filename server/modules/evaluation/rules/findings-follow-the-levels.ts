import { compareExact, exact, over } from '../../../engines/scoring/exact.ts';
import type { WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { LEVEL_SCALE, type Prepared } from '../../../engines/scoring/score.ts';

/** A final value of one indicator, in millionths. */
export interface FinalValue {
  number: string;
  micro: bigint;
}
export interface ProposedFinding {
  number: string;
  name: string;
  micro: bigint;
}

/**
 * Strengths are indicators on the two highest levels, highest first; weaknesses those three or more below the highest
 * (levels 1 and 2 of five), lowest first (Pedoman Menteri PANRB 3/2024: analysis of an evaluation). Among equals what
 * weighs more comes first, then the order of the instrument. An instrument with free values instead of levels takes the
 * upper and the lower quarter of its scale.
 */
export function proposeFindings({ instrument, indicators }: Prepared, values: readonly FinalValue[]): { strengths: ProposedFinding[]; weaknesses: ProposedFinding[] } {
  const byNumber = new Map(values.map((one) => [one.number, one.micro]));
  const known = indicators.flatMap(({ indicator, weight }, at) => {
    const micro = byNumber.get(indicator.number);
    return micro === undefined ? [] : [{ number: indicator.number, name: indicator.name, micro, weight, at }];
  });
  const { isStrong, isWeak } = ends(instrument);
  const ordered = (direction: 1 | -1) => (a: (typeof known)[number], b: (typeof known)[number]) => direction * order(a.micro, b.micro) || order(b.weight, a.weight) || a.at - b.at;
  const bare = ({ number, name, micro }: ProposedFinding): ProposedFinding => ({ number, name, micro });
  return {
    strengths: known.filter(({ micro }) => isStrong(micro)).toSorted(ordered(-1)).map(bare),
    weaknesses: known.filter(({ micro }) => isWeak(micro)).toSorted(ordered(1)).map(bare),
  };
}

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function ends({ scale, answer }: WeightedInstrument): { isStrong: (micro: bigint) => boolean; isWeak: (micro: bigint) => boolean } {
  const [min, max] = [exact(scale.min), exact(scale.max)];
  if (answer === 'level') {
    const top = BigInt(Number(scale.max));
    return { isStrong: (micro) => micro >= (top - 1n) * LEVEL_SCALE, isWeak: (micro) => micro < (top - 2n) * LEVEL_SCALE };
  }
  // min + quarters × (max − min) ÷ 4
  const at = (quarters: bigint) => over(min.n * max.d * (4n - quarters) + max.n * min.d * quarters, 4n * min.d * max.d);
  const value = (micro: bigint) => over(micro, LEVEL_SCALE);
  return { isStrong: (micro) => compareExact(value(micro), at(3n)) >= 0, isWeak: (micro) => compareExact(value(micro), at(1n)) <= 0 };
}

export interface PartFulfilment {
  number: string;
  name: string;
  indicators: number;
  /** How many reach at least the level, in the order of `levels`. */
  reached: number[];
}

/** Per innermost part (the aspect) how many indicators reach at least each of the four highest levels; nothing for free values. */
export function fulfilmentOf({ instrument, indicators, groups }: Prepared, values: readonly FinalValue[]): { levels: number[]; parts: PartFulfilment[] } {
  if (instrument.answer !== 'level') return { levels: [], parts: [] };
  const [min, max] = [Number(instrument.scale.min), Number(instrument.scale.max)];
  const levels = [3, 2, 1, 0].map((below) => max - below).filter((level) => level > min);
  const byNumber = new Map(values.map((one) => [one.number, one.micro]));
  const innermost = instrument.tiers.at(-1)?.id;
  const parts = groups.filter(({ group }) => group.tier === innermost).map(({ group, members }) => {
    const own = members.map((at) => byNumber.get(indicators[at]!.indicator.number) ?? -1n);
    return { number: group.number, name: group.name, indicators: members.length, reached: levels.map((level) => own.filter((micro) => micro >= BigInt(level) * LEVEL_SCALE).length) };
  });
  return { levels, parts };
}

/** A first wording that the assessor edits: the justification where there is one. */
export const proposedText = (kind: 'strength' | 'weakness', level: string, justification: string): string => justification.trim() || (kind === 'strength' ? `Sudah pada tingkat ${level}.` : `Masih pada tingkat ${level}.`);
