import type { Fraction } from '../expressions/evaluate.ts';
import { compareExact, exact, exactDecimal, over } from './exact.ts';

export interface Band {
  label: string;
  name?: string;
  lower: Fraction;
  upper: Fraction;
  lowerIn: boolean;
  upperIn: boolean;
}

/** Reads "[1.8, 2.6)"; null when it is none or is empty. */
export function parseBand({ label, name, range }: { label: string; name?: string; range: string }): Band | null {
  const parts = /^\s*([[(])\s*(\d{1,9}(?:\.\d{1,9})?)\s*,\s*(\d{1,9}(?:\.\d{1,9})?)\s*([\])])\s*$/.exec(range);
  if (!parts) return null;
  const band = { label, ...(name && { name }), lower: exact(parts[2]!), upper: exact(parts[3]!), lowerIn: parts[1] === '[', upperIn: parts[4] === ']' };
  const order = compareExact(band.lower, band.upper);
  return order > 0 || (order === 0 && !(band.lowerIn && band.upperIn)) ? null : band;
}

const holds = (band: Band, value: Fraction): boolean => {
  const low = compareExact(value, band.lower);
  const high = compareExact(value, band.upper);
  return (low > 0 || (low === 0 && band.lowerIn)) && (high < 0 || (high === 0 && band.upperIn));
};

/** The band of a value; sound bands have exactly one for every value of the scale. */
export const bandOf = (bands: readonly Band[], value: Fraction): Band | undefined => bands.find((band) => holds(band, value));

const say = (value: Fraction): string => exactDecimal(value).replace('.', ',');

/** Sentences for every gap, overlap and end that does not meet the scale from `min` to `max`. */
export function bandFaults(bands: readonly Band[], min: Fraction, max: Fraction): string[] {
  const sorted = [...bands].sort((a, b) => compareExact(a.lower, b.lower) || compareExact(a.upper, b.upper));
  const first = sorted[0]!;
  const last = sorted.at(-1)!;
  const faults: string[] = [];
  if (compareExact(first.lower, min) !== 0 || !first.lowerIn) faults.push(`Predikat terbawah "${first.label}" harus mulai tepat dari ${say(min)}, nilai terendah.`);
  if (compareExact(last.upper, max) !== 0 || !last.upperIn) faults.push(`Predikat teratas "${last.label}" harus berakhir tepat pada ${say(max)}, nilai tertinggi.`);
  for (const [at, below] of sorted.slice(0, -1).entries()) {
    const above = sorted[at + 1]!;
    const meets = compareExact(below.upper, above.lower);
    if (meets < 0) faults.push(`Nilai antara ${say(below.upper)} dan ${say(above.lower)} tidak berpredikat.`);
    else if (meets > 0) faults.push(`Predikat "${below.label}" dan "${above.label}" bertumpuk antara ${say(above.lower)} dan ${say(below.upper)}.`);
    else if (below.upperIn === above.lowerIn) faults.push(below.upperIn ? `Nilai ${say(below.upper)} masuk dua predikat: "${below.label}" dan "${above.label}".` : `Nilai ${say(below.upper)} tidak berpredikat.`);
  }
  return faults;
}

/** min and max of the result: the scale times the factor. */
export const resultEnds = (scale: { min: string; max: string }, factor: string): { min: Fraction; max: Fraction } => {
  const f = exact(factor);
  const end = (text: string) => { const v = exact(text); return over(v.n * f.n, v.d * f.d); };
  return { min: end(scale.min), max: end(scale.max) };
};
