/**
 * Runs a compiled expression, on server and browser alike. Numbers are exact fractions; an unanswered question is
 * a value of its own that says why it is missing. Never throws: what cannot be worked out is missing.
 * No imports, so that a page carries only these few kilobytes. Example:
 *   evaluate(['*', ['$', 'n', 'luas'], ['#', '2']], { luas: '1.5' })   // { n: 3n, d: 1n }
 */

/** A compiled expression: `[operation, ...operands]`, plain JSON. Made by `compileExpression` only. */
export type Tree = readonly [string, ...(Tree | string | boolean)[]];

/** Lowest terms, `d` above zero. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}
export type MissingReason = 'unanswered' | 'division-by-zero' | 'too-large' | 'not-a-day' | 'out-of-range';
/** A class, so that a row with a field called `missing` is never taken for one. */
class Missing {
  readonly missing: MissingReason;
  constructor(missing: MissingReason) {
    this.missing = missing;
  }
}
/** Days are texts `YYYY-MM-DD`; objects are rows of a group or facts such as `akun`. */
export type Value = Fraction | Missing | string | boolean | readonly Value[] | { readonly [key: string]: unknown };
export type Values = Readonly<Record<string, unknown>>;

const lack = (missing: MissingReason): Missing => new Missing(missing);
const MISSING: Missing = lack('unanswered');

export const isMissing = (value: unknown): value is Missing => value instanceof Missing;
export const isFraction = (value: Value): value is Fraction => typeof value == 'object' && 'd' in value && typeof value.d == 'bigint';

// Beyond this the numbers no longer mean money, area or people; a chain of squares must not fill the memory.
const HUGE = 10n ** 200n;

/** `n/d` in lowest terms; missing when `d` is zero or the parts grow beyond 200 digits. */
export function fraction(n: bigint, d = 1n): Fraction | Missing {
  if (!d) return lack('division-by-zero');
  let a = n < 0n ? -n : n;
  let b = d < 0n ? -d : d;
  while (b) [a, b] = [b, a % b];
  if (d < 0n) a = -a;
  const top = n / a;
  const bottom = d / a;
  return top > HUGE || top < -HUGE || bottom > HUGE ? lack('too-large') : { n: top, d: bottom };
}

/** A decimal text ("-12.50") or a finite number as an exact fraction; anything else is unanswered. */
export function toFraction(raw: unknown): Fraction | Missing {
  if (typeof raw == 'bigint') return fraction(raw);
  const parts = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(typeof raw == 'number' ? String(raw) : typeof raw == 'string' ? raw : '');
  if (!parts) return MISSING;
  const part = parts[3] ?? '';
  const whole = BigInt(parts[2]! + part);
  return fraction(parts[1] ? -whole : whole, 10n ** BigInt(part.length));
}

export type Rounding = 'up' | 'down' | 'half-up' | 'half-down' | 'half-even' | 'floor' | 'ceiling';

/** Rounds to `digits` behind the point (negative: before it). `up` is away from zero, `down` towards zero. */
export function round(value: Fraction, mode: Rounding, digits = 0): Fraction | Missing {
  if (!(digits >= -40 && digits <= 40)) return lack('out-of-range');
  const scale = 10n ** BigInt(Math.abs(digits));
  const n = digits < 0 ? value.n : value.n * scale;
  const d = digits < 0 ? value.d * scale : value.d;
  const rest = n % d;
  const sign = n < 0n ? -1n : 1n;
  const twice = rest * 2n * sign;
  let whole = n / d;
  if (
    rest &&
    (mode == 'up' ||
      (mode == 'floor' && sign < 0n) ||
      (mode == 'ceiling' && sign > 0n) ||
      (mode.startsWith('half') && (twice > d || (twice == d && (mode == 'half-up' || (mode == 'half-even' && whole % 2n != 0n))))))
  )
    whole += sign;
  return digits < 0 ? fraction(whole * scale) : fraction(whole, scale);
}

/** Exact decimal text where one exists within `digits`, otherwise rounded half up there. No trailing zeros. */
export function toDecimal(value: Fraction, digits = 10): string {
  const rounded = round(value, 'half-up', digits);
  if (isMissing(rounded)) return '';
  const shifted = (rounded.n * 10n ** BigInt(digits)) / rounded.d;
  const text = String(shifted < 0n ? -shifted : shifted).padStart(digits + 1, '0');
  const at = text.length - digits;
  const part = text.slice(at).replace(/0+$/, '');
  return (shifted < 0n ? '-' : '') + text.slice(0, at) + (part && '.' + part);
}

const DAY = 864e5;
const dayNumber = (day: string) => Date.parse(day + 'T00:00:00Z') / DAY;
function dayText(days: number): Value {
  const date = new Date(days * DAY);
  const year = date.getUTCFullYear();
  return year >= 1000 && year <= 9999 ? date.toISOString().slice(0, 10) : lack('not-a-day');
}
const isDay = (raw: string) => /^\d{4}-\d\d-\d\d$/.test(raw) && dayText(dayNumber(raw)) === raw;

// Codes: n number, t text, b yes/no, d day, o object; "l" before it: a list of these.
function load(raw: unknown, code: string): Value {
  if (code[0] == 'l') return Array.isArray(raw) ? raw.map((item) => load(item, code.slice(1))) : MISSING;
  if (code == 'n') return toFraction(raw);
  if (code == 'b') return typeof raw == 'boolean' ? raw : MISSING;
  if (code == 'o') return raw && typeof raw == 'object' && !Array.isArray(raw) ? (raw as Value) : MISSING;
  return typeof raw == 'string' && raw && (code == 't' || isDay(raw)) ? raw : MISSING;
}
const own = (from: object, key: string, code: string) =>
  load(Object.hasOwn(from, key) ? (from as Record<string, unknown>)[key] : undefined, code);

const compare = (a: Fraction | string, b: Fraction | string): number => {
  const left = isFraction(a) && isFraction(b) ? a.n * b.d : a;
  const right = isFraction(a) && isFraction(b) ? b.n * a.d : b;
  return left < right ? -1 : left > right ? 1 : 0;
};
function same(a: Value, b: Value): boolean | Missing {
  if (isMissing(a)) return a;
  if (isMissing(b)) return b;
  if (isFraction(a) && isFraction(b)) return a.n == b.n && a.d == b.d;
  if (Array.isArray(a) && Array.isArray(b)) return a.length == b.length && every(a.map((item, i) => same(item, b[i]!)), false);
  return a === b;
}
// Three-valued: and = stops at false, or = stops at true; otherwise a missing part makes the whole missing.
function every(parts: readonly Value[], stop: boolean): boolean | Missing {
  return parts.includes(stop) ? stop : (parts.find(isMissing) ?? !stop);
}

const whole = (value: Value): number => (isFraction(value) && value.d == 1n ? Number(value.n) : NaN);
const add = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const months = (day: string) => +day.slice(0, 4) * 12 + +day.slice(5, 7) - 1;
const monthsBetween = (from: string, to: string): number => {
  if (from > to) return -monthsBetween(to, from);
  return months(to) - months(from) - (to.slice(8) < from.slice(8) ? 1 : 0);
};
function addMonths(day: string, count: number): Value {
  const total = months(day) + count;
  const first = Date.UTC(Math.floor(total / 12), ((total % 12) + 12) % 12, 1);
  const next = Date.UTC(Math.floor((total + 1) / 12), (((total + 1) % 12) + 12) % 12, 1);
  // 31 January plus one month is the last day of February.
  return dayText(first / DAY + Math.min(+day.slice(8), (next - first) / DAY) - 1);
}
const number = (value: number) => (Number.isInteger(value) ? fraction(BigInt(value)) : lack('not-a-day'));
const best = (list: readonly Value[], sign: number): Value => {
  let found = list[0] ?? lack('unanswered');
  for (const item of list) {
    if (isMissing(item)) return item;
    if (compare(item as Fraction, found as Fraction) * sign > 0) found = item;
  }
  return found;
};

// Operations that need all their operands: called only when none is missing.
const strict: Record<string, (a: any, b: any, c: any, ...rest: any[]) => Value> = {
  '=': same,
  '!=': (a, b) => {
    const equal = same(a, b);
    return typeof equal == 'boolean' ? !equal : equal;
  },
  '<': (a, b) => compare(a, b) < 0,
  '<=': (a, b) => compare(a, b) <= 0,
  '>': (a, b) => compare(a, b) > 0,
  '>=': (a, b) => compare(a, b) >= 0,
  '+': add,
  '-': (a: Fraction, b: Fraction) => add(a, { n: -b.n, d: b.d }),
  '*': (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d),
  '/': (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n),
  neg: (a: Fraction) => fraction(-a.n, a.d),
  abs: (a: Fraction) => fraction(a.n < 0n ? -a.n : a.n, a.d),
  '!': (a) => !a,
  join: (a, b) => a + b,
  string: (a) => (isFraction(a) ? toDecimal(a) : String(a)),
  has: (a, b) => a.includes(b),
  starts: (a, b) => a.startsWith(b),
  upper: (a) => a.toUpperCase(),
  lower: (a) => a.toLowerCase(),
  length: (a) => number([...a].length),
  count: (a) => number(a.length),
  sum: (a) => a.reduce((total: Value, item: Value) => (isMissing(total) ? total : isMissing(item) ? item : add(total as Fraction, item as Fraction)), { n: 0n, d: 1n }),
  min: (a) => best(a, -1),
  max: (a) => best(a, 1),
  '@': (list, at) => list.at(whole(at) > 0 ? whole(at) - 1 : whole(at) || list.length) ?? lack('out-of-range'),
  'd+': (day, count) => dayText(dayNumber(day) + whole(count)),
  'd-': (day, count) => dayText(dayNumber(day) - whole(count)),
  days: (from, to) => number(dayNumber(to) - dayNumber(from)),
  months: (from, to) => number(monthsBetween(from, to)),
  years: (from, to) => number(Math.trunc(monthsBetween(from, to) / 12)),
  addMonths: (day, count) => addMonths(day, whole(count)),
  year: (day) => number(+day.slice(0, 4)),
};

/** The value of `tree` over `values` (answers by field id, facts by name). */
export function evaluate(tree: Tree, values: Values): Value {
  const [op, first, second, third] = tree as readonly any[];
  const at = (index: number) => evaluate(tree[index] as Tree, values);
  switch (op) {
    case '#':
      return toFraction(first);
    case '"':
      return first;
    case 'null':
      return MISSING;
    case '$':
      return own(values, second, first);
    case '.': {
      const from = at(1);
      if (Array.isArray(from)) return from.map((item) => (isMissing(item) ? item : own(item, second, third)));
      return isMissing(from) ? from : own(from as object, second, third);
    }
    case '&':
    case '|': {
      const stop = op == '|';
      const parts: Value[] = [];
      for (let index = 1; index < tree.length; index++) {
        const part = at(index);
        if (part === stop) return stop;
        parts.push(part);
      }
      return every(parts, stop);
    }
    case '?': {
      const condition = at(1);
      return isMissing(condition) ? condition : at(condition ? 2 : 3);
    }
    case '??': {
      const value = at(1);
      return isMissing(value) ? at(2) : value;
    }
    case '..': {
      const value = at(3);
      return every([[first, at(4)], [second, at(5)]].map(([test, end]) => [value, end].find(isMissing) ?? strict[test]!(value, end, 0)), false);
    }
    case 'none':
      return isMissing(at(1));
    case '[':
      return tree.slice(1).map((_, index) => at(index + 1));
    case 'in': {
      const value = at(1);
      const list = at(2);
      return isMissing(value) ? value : isMissing(list) ? list : every((list as readonly Value[]).map((item) => same(value, item)), true);
    }
    case 'round': {
      const value = at(2);
      const digits = third ? at(3) : fraction(0n);
      return isMissing(value) ? value : isMissing(digits) ? digits : round(value as Fraction, first, whole(digits));
    }
  }
  const operands = tree.slice(1).map((_, index) => at(index + 1));
  return operands.find(isMissing) ?? strict[op as string]?.(operands[0], operands[1], operands[2]) ?? MISSING;
}

/** For conditions: missing counts as no. */
export const isTrue = (tree: Tree, values: Values): boolean => evaluate(tree, values) === true;

/** A value as it is stored among the answers: numbers as decimal text, missing as undefined. */
export const toPlain = (value: Value): unknown =>
  isMissing(value) ? undefined : isFraction(value) ? toDecimal(value) : Array.isArray(value) ? value.map(toPlain) : value;
