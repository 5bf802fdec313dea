import { fraction, isMissing, round, toDecimal, toFraction, type Fraction } from '../expressions/evaluate.ts';

/** Exact numbers of instruments, on the fractions of the expressions engine. Texts come checked by the format. */

/** "13.00", "10/3" or a level → fraction. Throws for anything else: the format has let none through. */
export function exact(text: string): Fraction {
  const [top = '', bottom] = text.split('/');
  const n = toFraction(top);
  const d = bottom === undefined ? ONE : toFraction(bottom);
  if (isMissing(n) || isMissing(d)) throw new Error(`"${text}" is no exact number`);
  return over(n.n * d.d, n.d * d.n);
}

/** n/d in lowest terms. Throws beyond 200 digits or for d = 0, which no sound instrument reaches. */
export function over(n: bigint, d: bigint): Fraction {
  const value = fraction(n, d);
  if (isMissing(value)) throw new Error(`no exact number: ${value.missing}`);
  return value;
}

export const ONE: Fraction = { n: 1n, d: 1n };
export const plus = (a: Fraction, b: Fraction): Fraction => over(a.n * b.d + b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => over(a.n * b.n, a.d * b.d);
export const sum = (all: readonly Fraction[]): Fraction => all.reduce(plus, { n: 0n, d: 1n });
export const compareExact = (a: Fraction, b: Fraction): number => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Rounded half up. */
export function roundedHalfUp(value: Fraction, decimals: number): Fraction {
  const rounded = round(value, 'half-up', decimals);
  if (isMissing(rounded)) throw new Error('no exact number');
  return rounded;
}

/** `fixedText(3.005, 2)` → "3.01": always so many decimals, half up. */
export function fixedText(value: Fraction, decimals: number): string {
  const [whole, part = ''] = toDecimal(value, decimals).split('.');
  return decimals === 0 ? whole! : `${whole}.${part.padEnd(decimals, '0')}`;
}

/** The full decimal where there is one, otherwise the fraction: "2.9385", "157/60". */
export function exactDecimal(value: Fraction): string {
  let [rest, twos, fives] = [value.d, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? toDecimal(value, Math.max(twos, fives)) : `${value.n}/${value.d}`;
}
