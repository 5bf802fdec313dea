import { fixedText, over } from '../../../engines/scoring/exact.ts';
import type { InstitutionKind } from '../contract/names-match-regions.ts';

/** One institution's result in a cycle, as shown. */
export interface ResultRow {
  institution: string;
  name: string;
  kind: InstitutionKind;
  region: string | null;
  shown: string;
  predicate: string;
  parts: Record<string, string>;
  doubt: string | null;
}
export interface RankedRow extends ResultRow {
  /** Among all, 1 is the highest; equal indices share a rank and the next one counts them all. */
  rank: number;
  rankInKind: number;
  /** Among the regencies and cities of one province. */
  rankInProvince: number | null;
}

const SCALE = 1_000_000n;
/** "2.94" → 2 940 000n: figures shown have six decimals at most. */
export const micro = (shown: string): bigint => {
  const [whole = '0', part = ''] = shown.split('.');
  return BigInt(whole + part.padEnd(6, '0').slice(0, 6));
};

/** Highest first, equal ones by name. */
export function ranked(rows: readonly ResultRow[]): RankedRow[] {
  const sorted = rows.map((row) => ({ row, value: micro(row.shown) })).sort((a, b) => (a.value === b.value ? (a.row.name < b.row.name ? -1 : 1) : a.value < b.value ? 1 : -1));
  const counter = () => {
    const seen = new Map<string, { count: number; rank: number; value: bigint }>();
    return (key: string, value: bigint): number => {
      const before = seen.get(key);
      const count = (before?.count ?? 0) + 1;
      const rank = before && before.value === value ? before.rank : count;
      seen.set(key, { count, rank, value });
      return rank;
    };
  };
  const [all, kinds, provinces] = [counter(), counter(), counter()];
  return sorted.map(({ row, value }) => {
    const local = row.region !== null && row.region.length === 5;
    return { ...row, rank: all('', value), rankInKind: kinds(row.kind, value), rankInProvince: local ? provinces(row.region!.slice(0, 2), value) : null };
  });
}

/** Mean of the shown indices, rounded half up once; empty for none. */
export function averageOf(rows: readonly { shown: string }[], decimals = 2): string {
  if (rows.length === 0) return '';
  return fixedText(over(rows.reduce((total, { shown }) => total + micro(shown), 0n), SCALE * BigInt(rows.length)), decimals);
}

/** How many carry each predicate, in the order of `labels` (lowest first, as the instrument lists them). */
export const distributionOf = (rows: readonly { predicate: string }[], labels: readonly string[]): { label: string; count: number }[] =>
  labels.map((label) => ({ label, count: rows.filter(({ predicate }) => predicate === label).length }));

/** "+0.12", "-1.00", "0.00": what was shown now less what was shown before. */
export function changeOf(now: string, before: string, decimals = 2): string {
  const difference = micro(now) - micro(before);
  const size = fixedText(over(difference < 0n ? -difference : difference, SCALE), decimals);
  return difference === 0n ? size : `${difference < 0n ? '-' : '+'}${size}`;
}
