import type { Predicate } from './predicate.ts';

/** Coefficients as decimal text ("12.5"), percentages whole; of `catalog/performance/rules.yaml`. */
export interface CreditRules {
  coefficients: Readonly<Record<string, string>>;
  percent: Readonly<Record<Predicate, number>>;
}

/** Ten-thousandths of a point: exact for every published coefficient. */
const PLACES = 4;
const scaled = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * 10_000n + BigInt((fraction + '0000').slice(0, PLACES));
};
const written = (value: bigint): string => {
  const digits = value.toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
};

/**
 * Credit points of a functional post for a period: coefficient × percent of the predicate × months / 12, rounded half up to four
 * decimals; undefined where the level has no coefficient or the months are not 1 to 12.
 * Examples: Ahli Muda, Baik, 12 months = "25"; Ahli Pertama, Sangat Baik, 9 months = "14.0625".
 */
export function creditPoints(level: string, predicate: Predicate, months: number, rules: CreditRules): string | undefined {
  const coefficient = Object.hasOwn(rules.coefficients, level) ? rules.coefficients[level] : undefined;
  if (coefficient === undefined || !Number.isInteger(months) || months < 1 || months > 12) return undefined;
  const product = scaled(coefficient) * BigInt(rules.percent[predicate]) * BigInt(months);
  const by = 1200n;
  return written((2n * product + by) / (2n * by));
}

/** "Analis Kebijakan Ahli Muda" → "Ahli Muda"; the longest level that the title ends in, undefined for posts without one. */
export function levelOf(title: string, levels: readonly string[]): string | undefined {
  const words = title.trim().toLowerCase();
  return [...levels].sort((a, b) => b.length - a.length).find((level) => words.endsWith(` ${level.toLowerCase()}`));
}
