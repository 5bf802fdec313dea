import { describe, expect, test } from 'vitest';
import { compileExpression } from './compile.ts';
import { evaluate, fraction, isFraction, isMissing, isTrue, round, toDecimal, toFraction, toPlain } from './evaluate.ts';
import type { Fraction, Rounding, Tree } from './evaluate.ts';
import type { Scope } from './types.ts';

// A neutral invented example: a library card.
const scope: Scope = {
  hari_ini: 'date',
  nama: 'text',
  jenis: { choices: ['anak', 'dewasa', 'keluarga'] },
  minat: { list: { choices: ['sejarah', 'sains'] } },
  umur: 'integer',
  denda: 'integer',
  bobot: 'number',
  pelajar: 'boolean',
  lahir: 'date',
  akun: { fields: { nama: 'text', lahir: 'date' } },
  buku: { list: { fields: { judul: 'text', halaman: 'integer', harga: 'integer', missing: 'text' } } },
};
const values = {
  hari_ini: '2026-11-23',
  nama: 'Sri Wahyuni',
  jenis: 'dewasa',
  minat: ['sejarah'],
  umur: '31',
  denda: 12500,
  bobot: '0.1',
  pelajar: false,
  lahir: '1995-02-28',
  akun: { nama: 'Sri', lahir: '1995-02-28' },
  buku: [
    { judul: 'Laskar', halaman: '300', harga: 75000 },
    { judul: 'Bumi', halaman: '535', harga: 120000, missing: 'unanswered' },
  ],
};
const tree = (source: string): Tree => {
  const compiled = compileExpression(source, scope);
  if (!compiled.ok) throw new Error(String(compiled.refusal.data?.message));
  return JSON.parse(JSON.stringify(compiled.value.tree)) as Tree;
};
const run = (source: string, over: Record<string, unknown> = values) => toPlain(evaluate(tree(source), over));

describe('what an expression gives', () => {
  test.each<[string, unknown]>([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['0.1 + 0.2 = 0.3', true],
    ['bobot * 3 = 0.3', true],
    ['1 / 3 * 3 = 1', true],
    ['-umur + 1', '-30'],
    ['-2 * -3', '6'],
    ['10 - 2 - 3', '5'],
    ['7 / 2 / 2', '1.75'],
    ['if umur >= 17 then "dewasa" else "anak"', 'dewasa'],
    ['jenis = "dewasa" and not(pelajar)', true],
    ['jenis in ("anak", "keluarga")', false],
    ['jenis in ["anak", "dewasa"]', true],
    ['jenis in "dewasa"', true],
    ['umur in [31..40]', true],
    ['umur in (31..40]', false],
    ['umur in [20..31)', false],
    ['umur between 20 and 31', true],
    ['lahir between date("1995-01-01") and date("1995-12-31")', true],
    ['"sejarah" in minat', true],
    ['contains(minat, "sains")', false],
    ['contains(nama, "Wahyu")', true],
    ['sum(buku.harga)', '195000'],
    ['max(buku.halaman)', '535'],
    ['min(3, 2.5, umur)', '2.5'],
    ['max(lahir, hari_ini)', '2026-11-23'],
    ['count(buku)', '2'],
    ['buku[1].judul', 'Laskar'],
    ['buku[-1].judul', 'Bumi'],
    ['buku[2].missing', 'unanswered'],
    ['buku.judul[2]', 'Bumi'],
    ['akun.nama + " " + upper case("a") + lower case("B")', 'Sri Ab'],
    ['"Rp" + string(1 / 8)', 'Rp0.125'],
    ['string(hari_ini)', '2026-11-23'],
    ['string length("a👍b")', '3'],
    ['starts with(nama, "Sri")', true],
    ['round(2.5, 0)', '3'],
    ['round half down(2.5)', '2'],
    ['round half up(-2.5)', '-3'],
    ['round up(2.01)', '3'],
    ['round down(-2.99)', '-2'],
    ['round half up(1234, -2)', '1200'],
    ['decimal(2.5, 0)', '2'],
    ['floor(-1.2)', '-2'],
    ['ceiling(-1.2)', '-1'],
    ['abs(0 - umur)', '31'],
    ['date("2025-02-28") + 1', '2025-03-01'],
    ['hari_ini - 23', '2026-10-31'],
    ['hari_ini - lahir', '11591'],
    ['days between(date("2025-01-01"), date("2025-01-08"))', '7'],
    ['years between(lahir, hari_ini)', '31'],
    ['years between(date("2000-02-29"), date("2001-02-28"))', '0'],
    ['years between(date("2000-02-29"), date("2001-03-01"))', '1'],
    ['months between(date("2025-01-31"), date("2025-02-28"))', '0'],
    ['months between(date("2025-03-01"), date("2025-01-01"))', '-2'],
    ['add_months(date("2025-01-31"), 1)', '2025-02-28'],
    ['add_months(date("2025-03-31"), -13)', '2024-02-29'],
    ['add_years(date("2024-02-29"), 1)', '2025-02-28'],
    ['year(hari_ini)', '2026'],
    ['years between(akun.lahir, hari_ini) >= 17', true],
    ['null = null', true],
    ['[1, 2] = [1, 2]', true],
    ['true or false and false', true],
  ])('%s → %s', (source, expected) => expect(run(source)).toEqual(expected));
});

describe('a missing answer', () => {
  const none = { buku: [{ harga: 1 }, {}] };
  test.each<[string, unknown]>([
    ['umur + 1', undefined],
    ['umur = 1', undefined],
    ['umur != 1', undefined],
    ['not(pelajar)', undefined],
    ['pelajar and false', false],
    ['false and pelajar', false],
    ['pelajar and true', undefined],
    ['pelajar or true', true],
    ['pelajar or false', undefined],
    ['if pelajar then 1 else 2', undefined],
    ['umur = null', true],
    ['umur != null', false],
    ['or_else(umur, 5)', '5'],
    ['umur in (1, 2)', undefined],
    ['1 in (2, umur)', undefined],
    ['1 in (1, umur)', true],
    ['umur in [1..2]', undefined],
    ['3 between 5 and umur', false],
    ['sum(buku.harga)', undefined],
    ['count(buku)', '2'],
    ['buku[9].harga', undefined],
    ['sum([])', '0'],
    ['max([])', undefined],
    ['akun.nama', undefined],
    ['lahir + 1', undefined],
    ['nama + "x"', undefined],
  ])('%s → %s', (source, expected) => expect(run(source, none)).toEqual(expected));

  test('division by zero is missing and says so', () => {
    expect(evaluate(tree('1 / (umur - 31)'), values)).toMatchObject({ missing: 'division-by-zero' });
    expect(evaluate(tree('umur'), {})).toMatchObject({ missing: 'unanswered' });
  });
  test('as a condition it counts as no', () => expect(isTrue(tree('umur > 1'), {})).toBe(false));
});

describe('bad values', () => {
  test.each<[string, unknown]>([
    ['umur', NaN], ['umur', Infinity], ['umur', '1e5'], ['umur', '٣'], ['umur', [1]], ['umur', {}], ['umur', '9'.repeat(100)],
    ['nama', ['x']], ['nama', 7], ['nama', ''], ['lahir', '2025-02-29'], ['lahir', '0001-01-01'], ['lahir', 20250101], ['pelajar', 'true'],
    ['buku', 'x'], ['buku', { 0: 1 }], ['minat', 'sejarah'], ['akun', []],
  ])('%s = %j is unanswered', (name, raw) => expect(isMissing(evaluate(tree(name), { [name]: raw }))).toBe(true));

  test('names of Object.prototype are no values', () => {
    expect(isMissing(evaluate(['$', 'o', '__proto__'], {}))).toBe(true);
    expect(isMissing(evaluate(['$', 't', 'constructor'], {}))).toBe(true);
    expect(isMissing(evaluate(['unknown', ['#', '1']], {}))).toBe(true);
  });
  test('a chain of squares stops instead of filling the memory', () => {
    let chain: Tree = ['#', '9'.repeat(40)];
    for (let i = 0; i < 10; i++) chain = ['*', chain, chain];
    expect(evaluate(chain, {})).toMatchObject({ missing: 'too-large' });
  });
  test('days outside four-digit years and silly digits', () => {
    expect(run('date("9999-12-31") + 1')).toBeUndefined();
    expect(run('hari_ini + 99999999999')).toBeUndefined();
    expect(run('add_months(hari_ini, 999999999999)')).toBeUndefined();
    expect(run('round(1, umur * 100)')).toBeUndefined();
    expect(run('buku[umur].harga')).toBeUndefined();
  });
});

// A small generator with a fixed seed: the same cases on every machine.
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('properties against plain BigInt fractions', () => {
  type Pair = [bigint, bigint];
  const next = random(20250101);
  // Independent arithmetic: never reduced, compared by cross multiplication.
  function make(depth: number): { source: string; value: Pair | undefined } {
    if (depth === 0 || next(4) === 0) {
      const whole = next(2000) - 1000;
      const part = next(1000);
      const text = `${Math.abs(whole)}.${String(part).padStart(3, '0')}`;
      const n = BigInt(Math.abs(whole)) * 1000n + BigInt(part);
      return whole < 0 ? { source: `(-${text})`, value: [-n, 1000n] } : { source: text, value: [n, 1000n] };
    }
    const a = make(depth - 1);
    const b = make(depth - 1);
    const op = '+-*/'[next(4)]!;
    const source = `(${a.source} ${op} ${b.source})`;
    if (!a.value || !b.value) return { source, value: undefined };
    const [[p, q], [r, s]] = [a.value, b.value];
    if (op === '+') return { source, value: [p * s + r * q, q * s] };
    if (op === '-') return { source, value: [p * s - r * q, q * s] };
    if (op === '*') return { source, value: [p * r, q * s] };
    return { source, value: r === 0n ? undefined : [p * s, q * r] };
  }
  test('600 random formulas', () => {
    for (let i = 0; i < 600; i++) {
      const { source, value } = make(4);
      const found = evaluate(tree(source), {});
      if (!value) expect(isMissing(found), source).toBe(true);
      else {
        expect(isFraction(found), source).toBe(true);
        const { n, d } = found as Fraction;
        expect(n * value[1] === value[0] * d, source).toBe(true);
        expect(d > 0n).toBe(true);
      }
    }
  });
  test('rounding stays within its bound and never depends on the sign', () => {
    for (let i = 0; i < 500; i++) {
      const value = fraction(BigInt(next(100000) - 50000), BigInt(next(500) + 1)) as Fraction;
      const digits = next(5) - 2;
      for (const mode of ['up', 'down', 'half-up', 'half-down', 'half-even', 'floor', 'ceiling'] as Rounding[]) {
        const rounded = round(value, mode, digits) as Fraction;
        const scale = 10n ** BigInt(Math.abs(digits));
        const unit: Pair = digits < 0 ? [scale, 1n] : [1n, scale];
        const away = rounded.n * value.d - value.n * rounded.d;
        const distance: Pair = [away < 0n ? -away : away, rounded.d * value.d];
        const factor = mode.startsWith('half') ? 2n : 1n;
        expect(distance[0] * factor * unit[1] <= unit[0] * distance[1]).toBe(true);
        expect((rounded.n * unit[1]) % (rounded.d * unit[0]) === 0n).toBe(true);
        if (mode === 'floor') expect(away <= 0n).toBe(true);
        if (mode === 'ceiling') expect(away >= 0n).toBe(true);
        if (mode === 'floor' || mode === 'ceiling') continue;
        const mirrored = round({ n: -value.n, d: value.d }, mode, digits) as Fraction;
        expect([mirrored.n, mirrored.d]).toEqual([-rounded.n, rounded.d]);
      }
    }
  });
  test('decimal text and fraction are each other’s inverse', () => {
    for (let i = 0; i < 500; i++) {
      const value = fraction(BigInt(next(2000000) - 1000000), 10n ** BigInt(next(6))) as Fraction;
      expect(toFraction(toDecimal(value))).toEqual(value);
    }
  });
  test('a third is rounded in text only', () => {
    expect(toDecimal(fraction(1n, 3n) as Fraction)).toBe('0.3333333333');
    expect(toDecimal(fraction(-2n, 3n) as Fraction, 2)).toBe('-0.67');
    expect(toDecimal(fraction(-1n, 1000n) as Fraction, 2)).toBe('0');
  });
  test('days: adding and counting are each other’s inverse', () => {
    for (let i = 0; i < 300; i++) {
      const days = next(80000) - 40000;
      expect(run(`days between(hari_ini, hari_ini + ${days})`.replace('+ -', '- '))).toBe(String(days));
    }
  });
});
