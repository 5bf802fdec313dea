import { LEVEL_SCALE, type Prepared } from '../../../engines/scoring/score.ts';
import { exactDecimal } from '../../../engines/scoring/exact.ts';
import type { PredicateBasis } from '../../../engines/scoring/instrument.ts';
import { partKey } from './judge-results.ts';

/**
 * An instrument as the arrays of one SQL statement. Each indicator is summed once, into its leaf (the innermost group);
 * leaves are summed into the parts above them, '' being the whole. Weights and denominators are whole numbers; bands are
 * told by their lower ends, the lowest first.
 */
export function weightsForSql(prepared: Prepared, basis: PredicateBasis) {
  const { indicators, groups, whole, factor, bands, instrument } = prepared;
  const parts = [{ part: '', weight: whole, members: new Set(indicators.keys()) }, ...groups.map(({ group, weight, members }) => ({ part: partKey(group.tier, group.number), weight, members: new Set(members) }))];
  // Groups come before the groups within them, so the last one that holds an indicator is the innermost.
  const leafOf = (at: number): number => parts.findLastIndex(({ members }) => members.has(at));
  return {
    indicators: indicators.map(({ indicator, weight }, at) => ({ number: indicator.number, leaf: leafOf(at), weight: String(weight) })),
    rolls: [...new Set(indicators.map((_, at) => leafOf(at)))].flatMap((leaf) => parts.filter(({ members }) => [...parts[leaf]!.members].every((at) => members.has(at))).map(({ part }) => ({ leaf, part }))),
    wholes: parts.map(({ part, weight }) => ({ part, bottom: String(weight * LEVEL_SCALE * factor.d) })),
    factorTop: String(factor.n),
    bands: bands.toSorted((a, b) => (a.lower.n * b.lower.d < b.lower.n * a.lower.d ? -1 : 1)).map(({ label, lower, lowerIn }) => ({ label, lower: exactDecimal(lower), lowerIn })),
    decimals: instrument.rounding.decimals,
    basis,
  };
}
export type SqlWeights = ReturnType<typeof weightsForSql>;
