import { LEVEL_SCALE, type Prepared } from '../../../engines/scoring/score.ts';
import { exact, exactDecimal, times } from '../../../engines/scoring/exact.ts';
import type { PredicateBasis } from '../../../engines/scoring/instrument.ts';
import { partKey } from './judge-results.ts';

const BIGINT_MAX = 2n ** 63n - 1n;

/**
 * An instrument as the arrays of one SQL statement. Each indicator is summed once, into its leaf (the innermost group);
 * leaves are summed into the parts above them, '' being the whole. Weights and denominators are whole numbers; a value is
 * `floor((sum × times + plus) / over) × unit`, which rounds half up. Bands are told by their lower ends, the lowest first:
 * as an index (`lower`) and as the top of the fraction over the denominator of the whole (`lowerTop`).
 * `isSmall`: every sum fits in a bigint, which PostgreSQL divides several times faster than a numeric.
 */
export function weightsForSql(prepared: Prepared, basis: PredicateBasis) {
  const { indicators, groups, whole, factor, bands, instrument } = prepared;
  const parts = [{ part: '', weight: whole, members: new Set(indicators.keys()) }, ...groups.map(({ group, weight, members }) => ({ part: partKey(group.tier, group.number), weight, members: new Set(members) }))];
  // Groups come before the groups within them, so the last one that holds an indicator is the innermost.
  const leafOf = (at: number): number => parts.findLastIndex(({ members }) => members.has(at));
  const { decimals } = instrument.rounding;
  const doubled = 2n * 10n ** BigInt(decimals) * factor.n;
  const bottomOf = (weight: bigint): bigint => weight * LEVEL_SCALE * factor.d;
  const highest = exact(instrument.scale.max);
  const largest = (whole * LEVEL_SCALE * highest.n * doubled) / highest.d + bottomOf(whole);
  return {
    indicators: indicators.map(({ indicator, weight }, at) => ({ number: indicator.number, leaf: leafOf(at), weight: String(weight) })),
    rolls: [...new Set(indicators.map((_, at) => leafOf(at)))].flatMap((leaf) => parts.filter(({ members }) => [...parts[leaf]!.members].every((at) => members.has(at))).map(({ part }) => ({ leaf, part }))),
    wholes: parts.map(({ part, weight }) => ({ part, bottom: String(bottomOf(weight)), times: String(doubled), plus: String(bottomOf(weight)), over: String(2n * bottomOf(weight)) })),
    factorTop: String(factor.n),
    unit: exactDecimal({ n: 1n, d: 10n ** BigInt(decimals) }),
    bands: bands.toSorted((a, b) => (a.lower.n * b.lower.d < b.lower.n * a.lower.d ? -1 : 1)).map(({ label, lower, lowerIn }) => ({ label, lower: exactDecimal(lower), lowerTop: exactDecimal(times(lower, { n: bottomOf(whole), d: 1n })), lowerIn })),
    isSmall: largest <= BIGINT_MAX,
    basis,
  };
}
export type SqlWeights = ReturnType<typeof weightsForSql>;
