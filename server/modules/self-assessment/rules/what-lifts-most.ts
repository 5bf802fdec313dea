import type { Fraction } from '../../../engines/expressions/evaluate.ts';
import { over } from '../../../engines/scoring/exact.ts';
import { stepsOf } from '../../../engines/scoring/check-instrument.ts';
import type { Indicator, WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { missingFor } from '../../../engines/scoring/ladder.ts';
import type { Prepared } from '../../../engines/scoring/score.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { lowestMicro, missingPapers, wholeLevel, type Piece } from './what-an-answer-lacks.ts';

/** A step up of one indicator, from its level to a higher one. */
export interface Step {
  number: string;
  from: number;
  to: number;
  /** What the index gains, exact: weight ÷ whole × levels × factor. */
  gain: Fraction;
  /** Criteria (Pemdi: main evidence) that are missing for it, those of the levels between included. */
  missing: { level: number; id: string; text: string }[];
}

export interface Stand {
  micro: bigint | null;
  met: readonly string[];
  evidence: readonly Piece[];
}

/**
 * Every step up that an indicator can still make. None where another body scores it, where values are free, and beyond a
 * level whose criteria were not filled in: nobody can say what it takes.
 */
export function stepsUp(prepared: Prepared, at: number, stand: Stand, today: CalendarDay): Step[] {
  const { instrument } = prepared;
  const { indicator, weight } = prepared.indicators[at]!;
  if (instrument.ladder === 'none' || instrument.answer === 'value' || indicator.external) return [];
  const levels = stepsOf(instrument);
  const from = stand.micro === null ? levels[0]! : wholeLevel(stand.micro);
  const steps: Step[] = [];
  for (const to of levels.filter((level) => level > from)) {
    if (!isKnown(instrument, indicator, to)) break;
    const missing = instrument.ladder === 'criteria' ? missingFor(instrument, indicator, to, new Set(stand.met)) : missingPapers(instrument, indicator, to, stand.evidence, today);
    steps.push({ number: indicator.number, from, to, gain: over(weight * BigInt(to - from) * prepared.factor.n, prepared.whole * prepared.factor.d), missing });
  }
  return steps;
}

function isKnown(instrument: WeightedInstrument, indicator: Indicator, level: number): boolean {
  const rule = indicator.levels.find((one) => one.level === level);
  return rule !== undefined && rule.toFill === undefined && (instrument.ladder === 'criteria' || rule.evidence.some(({ main }) => main));
}

/** The next step of every indicator, the most gained per missing criterion first; what lacks nothing comes before all. */
export function liftsMost(prepared: Prepared, stands: readonly Stand[], today: CalendarDay): Step[] {
  return stands
    .flatMap((stand, at) => stepsUp(prepared, at, stand, today).slice(0, 1))
    .map((step, order) => ({ step, order }))
    .toSorted((a, b) => byWorth(a.step, b.step) || a.order - b.order)
    .map(({ step }) => step);
}

function byWorth(a: Step, b: Step): number {
  const [x, y] = [BigInt(a.missing.length), BigInt(b.missing.length)];
  if (x === 0n || y === 0n) return x === y ? byGain(a, b) : x === 0n ? -1 : 1;
  const difference = b.gain.n * a.gain.d * x - a.gain.n * b.gain.d * y;
  return difference < 0n ? -1 : difference > 0n ? 1 : byGain(a, b);
}
const byGain = (a: Step, b: Step): number => {
  const difference = b.gain.n * a.gain.d - a.gain.n * b.gain.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/**
 * The fewest missing criteria that bring the index from `now` to at least `target`, both exact; among those the one that
 * gains most. `undefined` when even every step together does not reach it. Solved exactly, in whole numbers: for each
 * number of criteria the highest gain over one choice of level an indicator.
 */
export function cheapestPath(prepared: Prepared, stands: readonly Stand[], now: Fraction, target: Fraction, today: CalendarDay): Step[] | undefined {
  // In units of one weight unit × one level: exact, and small enough to add as bigints without fractions.
  const unit = (step: Step) => prepared.indicators[prepared.byNumber.get(step.number)!]!.weight * BigInt(step.to - step.from);
  const short = target.n * now.d - now.n * target.d;
  if (short <= 0n) return [];
  const [n, d] = [short * prepared.whole * prepared.factor.d, now.d * target.d * prepared.factor.n];
  const needed = (n + d - 1n) / d;
  let best: Way[] = [{ gain: 0n, step: null, before: null }];
  stands.forEach((stand, at) => {
    const options = stepsUp(prepared, at, stand, today);
    const next = best.slice();
    for (const step of options) {
      const [cost, more] = [step.missing.length, unit(step)];
      best.forEach((before, spent) => {
        const gain = before.gain + more;
        const known = next[spent + cost];
        if (!known || known.gain < gain) next[spent + cost] = { gain, step, before };
      });
    }
    best = next;
  });
  // Some numbers of criteria cannot be made up; those places are empty, and skipped.
  const found = Object.values(best).find(({ gain }) => gain >= needed);
  if (!found) return undefined;
  const chosen: Step[] = [];
  for (let way: Way | null = found; way; way = way.before) if (way.step) chosen.unshift(way.step);
  return withoutNeedless(chosen, needed, unit);
}
interface Way {
  gain: bigint;
  step: Step | null;
  before: Way | null;
}

/** Steps that cost nothing are taken by the search whether needed or not; what the target does without is left out. */
function withoutNeedless(chosen: readonly Step[], needed: bigint, unit: (step: Step) => bigint): Step[] {
  let gain = chosen.reduce((total, step) => total + unit(step), 0n);
  const kept = new Set(chosen);
  for (const step of chosen.filter((one) => one.missing.length === 0).toSorted((a, b) => Number(unit(a) - unit(b)))) {
    if (gain - unit(step) < needed) continue;
    gain -= unit(step);
    kept.delete(step);
  }
  return chosen.filter((step) => kept.has(step)).toSorted(byWorth);
}

/** What an unanswered indicator counts as while nothing is written: the lowest level of the scale, and the page says so. */
export const countsAs = (instrument: WeightedInstrument, micro: bigint | null): bigint => micro ?? lowestMicro(instrument);
