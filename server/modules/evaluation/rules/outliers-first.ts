/** The middle of whole numbers, the lower one of two; null where there is none. */
export function middleOf(values: readonly bigint[]): bigint | null {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

export interface Compared {
  name: string;
  /** In millionths; null where there is nothing to compare yet. */
  value: bigint | null;
}

/** Furthest from the middle first, then by name; what has no value comes last. Calibration looks at what stands out. */
export function outliersFirst<T extends Compared>(rows: readonly T[]): { middle: bigint | null; rows: (T & { distance: bigint })[] } {
  const middle = middleOf(rows.flatMap(({ value }) => (value === null ? [] : [value])));
  const distance = (value: bigint | null): bigint => (value === null || middle === null ? -1n : value < middle ? middle - value : value - middle);
  return {
    middle,
    rows: rows.map((row) => ({ ...row, distance: distance(row.value) })).toSorted((a, b) => (a.distance === b.distance ? (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : a.distance > b.distance ? -1 : 1)),
  };
}
