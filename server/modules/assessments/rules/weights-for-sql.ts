import { LEVEL_SCALE, type Prepared } from '../../../engines/scoring/score.ts';
import { exactDecimal } from '../../../engines/scoring/exact.ts';
import type { PredicateBasis } from '../../../engines/scoring/instrument.ts';
import { partKey } from './judge-results.ts';

/** An instrument as the arrays of one SQL statement: each part's weights and denominator in whole numbers, bands by their lower ends. */
export function weightsForSql(prepared: Prepared, basis: PredicateBasis) {
  const { indicators, groups, whole, factor, bands, instrument } = prepared;
  const bottom = (weight: bigint) => String(weight * LEVEL_SCALE * factor.d);
  return {
    parts: [
      ...indicators.map(({ indicator, weight }) => ({ part: '', number: indicator.number, weight: String(weight) })),
      ...groups.flatMap(({ group, members }) => members.map((at) => ({ part: partKey(group.tier, group.number), number: indicators[at]!.indicator.number, weight: String(indicators[at]!.weight) }))),
    ],
    wholes: [{ part: '', bottom: bottom(whole), members: indicators.length }, ...groups.map(({ group, weight, members }) => ({ part: partKey(group.tier, group.number), bottom: bottom(weight), members: members.length }))],
    factorTop: String(factor.n),
    bands: bands.toSorted((a, b) => (a.lower.n * b.lower.d < b.lower.n * a.lower.d ? -1 : 1)).map(({ label, lower, lowerIn }) => ({ label, lower: exactDecimal(lower), lowerIn })),
    decimals: instrument.rounding.decimals,
    basis,
  };
}
