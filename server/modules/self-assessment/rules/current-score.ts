import { exact, exactDecimal, over, times } from '../../../engines/scoring/exact.ts';
import { basisIn, LEVEL_SCALE, score, type InstrumentScore, type Prepared } from '../../../engines/scoring/score.ts';
import type { Scored } from '../contract.ts';
import { countsAs } from './what-lifts-most.ts';

/** "3", or "3.25" where another body scores. */
export const levelText = (micro: bigint): string => exactDecimal(over(micro, LEVEL_SCALE));

/** The exact score of what is written now; `levels` in the instrument's order, null = not answered. */
export function scoreNow(prepared: Prepared, levels: readonly (bigint | null)[], year: number): InstrumentScore {
  return score(prepared, levels.map((micro) => countsAs(prepared.instrument, micro)), basisIn(prepared.instrument, year));
}

/**
 * The same for people. Never silently 0 and never a mean without the missing ones: an incomplete index says so, and what
 * is not answered counts as the lowest level of the scale.
 */
export function scoreForPeople(prepared: Prepared, levels: readonly (bigint | null)[], year: number): Scored {
  const now = scoreNow(prepared, levels, year);
  const answered = (members: readonly number[]) => members.filter((at) => levels[at] !== null).length;
  const all = prepared.indicators.map((_, at) => at);
  return {
    complete: answered(all) === all.length, answered: answered(all), total: all.length, index: now.index, exact: now.exact, predicate: now.predicate,
    max: exactDecimal(times(exact(prepared.instrument.scale.max), prepared.factor)), lowest: prepared.instrument.scale.min,
    groups: now.groups.map(({ tier, number, name, index }, at) => {
      const { members } = prepared.groups[at]!;
      return { key: `${tier}:${number}`, tier, number, name, index, answered: answered(members), total: members.length, complete: answered(members) === members.length };
    }),
  };
}
