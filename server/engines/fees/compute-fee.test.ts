import { describe, expect, test } from 'vitest';
import type { Scope } from '../expressions/types.ts';
import { checkFee, compileFee } from './check-fee.ts';
import { computeFee } from './compute-fee.ts';
import { feeDefinition } from './fee-definition.ts';
import type { FeeDefinition } from './fee-definition.ts';

const formula = (components: object[], rounding = 'down'): FeeDefinition =>
  feeDefinition.parse({ kind: 'formula', legalBasis: 'Perda contoh', components, rounding });
const compute = (definition: FeeDefinition, scope: Scope, values: Record<string, unknown>) => {
  const compiled = compileFee(definition, scope);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusal));
  return computeFee(JSON.parse(JSON.stringify(compiled.value)), values);
};

describe('retribusi PBG (PP 16/2021): R = LLt × (Ilo × SHST) × It × Ibg', () => {
  const scope: Scope = { luas: 'number', ilo: 'number', shst: 'integer', it: 'number', ibg: 'number' };
  const pbg = formula([{ id: 'retribusi', label: 'Retribusi PBG', amount: 'luas * (ilo * shst) * it * ibg' }], 'half-up');
  test('the example of the reference page', () => {
    const fee = compute(pbg, scope, { luas: '100', ilo: '0.005', shst: 5_500_000, it: '0.35', ibg: '1' });
    expect(fee).toEqual({
      kind: 'formula',
      total: 962_500,
      rounding: 'half-up',
      components: [{ id: 'retribusi', label: 'Retribusi PBG', amount: '962500', calculation: '100 × 0,005 × 5.500.000 × 0,35 × 1' }],
      lines: ['Retribusi PBG: 100 × 0,005 × 5.500.000 × 0,35 × 1 = Rp962.500', 'Dasar: Perda contoh.'],
    });
  });
  test('It = If × sum(bp × Ip) × Fm, from rows', () => {
    const rows: Scope = { If: 'number', fm: 'number', bagian: { list: { fields: { bobot: 'number', indeks: 'number', hasil: 'number' } } } };
    const it = formula([{ id: 'it', label: 'It', amount: 'If * sum(bagian.hasil) * fm * 1000000' }]);
    expect(compute(it, rows, { If: '0.15', fm: '1', bagian: [{ hasil: '0.3' }, { hasil: '0.2' }, { hasil: '0.25' }] }).total).toBe(112_500);
  });
});

describe('a formula', () => {
  const scope: Scope = { luas: 'number', hari: 'integer', jenis: { choices: ['tetap', 'lepas'] } };
  const two = formula(
    [
      { id: 'sewa', label: 'Sewa', amount: 'luas * 1000.5' },
      { id: 'lepas', label: 'Tambahan lepas', amount: 'hari * 100 / 3', when: 'jenis = "lepas"' },
    ],
    'half-up',
  );
  test('rounds once, at the end, and says so', () => {
    const fee = compute(two, scope, { luas: '1.5', hari: 1, jenis: 'lepas' });
    // 1500.75 + 33.333… = 1534.083…; rounded one by one it would be 1501 + 33.
    expect(fee.total).toBe(1534);
    expect(fee.components.map((component) => component.amount)).toEqual(['1500.75', '33.3333333333']);
    expect(fee.lines).toContain('Dibulatkan ke rupiah terdekat menjadi Rp1.534.');
  });
  test('what does not apply is not owed', () => {
    const fee = compute(two, scope, { luas: '2', jenis: 'tetap' });
    expect(fee).toMatchObject({ total: 2001, components: [{ id: 'sewa' }] });
  });
  test('an unanswered value leaves it open, never zero', () => {
    const fee = compute(two, scope, { luas: '2', jenis: 'lepas' });
    expect(fee).toMatchObject({ total: null, lacking: 'unanswered', components: [{ id: 'sewa' }] });
    expect(fee.lines).toContain('Tambahan lepas: belum dapat dihitung.');
  });
  test('roundings', () => {
    const half = (rounding: string) => compute(formula([{ id: 'a', label: 'A', amount: '2.5' }], rounding), {}, {}).total;
    expect([half('down'), half('half-up'), half('up')]).toEqual([2, 3, 3]);
  });
  test('nothing applies: zero', () => {
    expect(compute(formula([{ id: 'a', label: 'A', amount: '5', when: 'false' }]), {}, {}).total).toBe(0);
  });
  test('division by zero, less than nothing, beyond counting', () => {
    const one = (amount: string) => compute(formula([{ id: 'a', label: 'A', amount }]), {}, {});
    expect(one('1 / 0')).toMatchObject({ total: null, lacking: 'division-by-zero' });
    expect(one('0 - 5')).toMatchObject({ total: null, lacking: 'negative' });
    expect(one('9007199254740993 * 10')).toMatchObject({ total: null, lacking: 'too-large' });
  });
  test('the order of components never changes the total', () => {
    let state = 11;
    const next = (below: number) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % below;
    for (let i = 0; i < 100; i++) {
      const parts = Array.from({ length: 5 }, (_, at) => {
        const [n, d] = [next(1_000_000), next(97) + 1];
        return { n: BigInt(n), d: BigInt(d), component: { id: `k${at}`, label: 'k', amount: `${n} / ${d}` } };
      });
      const bottom = parts.reduce((product, part) => product * part.d, 1n);
      const top = parts.reduce((sum, part) => sum + (part.n * bottom) / part.d, 0n);
      for (const [rounding, expected] of [['down', top / bottom], ['up', (top + bottom - 1n) / bottom], ['half-up', (2n * top + bottom) / (2n * bottom)]] as const) {
        for (const list of [parts, parts.toReversed()]) {
          expect(compute(formula(list.map((part) => part.component), rounding), {}, {}).total).toBe(Number(expected));
        }
      }
    }
  });
});

test('free and assessed', () => {
  expect(compute({ kind: 'free', legalBasis: 'UU contoh' }, {}, {})).toEqual({ kind: 'free', total: 0, components: [], lines: ['Gratis. Dasar: UU contoh.'] });
  expect(compute({ kind: 'assessed', legalBasis: 'Perda', note: 'Dihitung Bapenda.' }, {}, {})).toMatchObject({ total: null, lines: ['Dihitung Bapenda.', 'Dasar: Perda.'] });
});

test('mistakes in a fee are told with their place', () => {
  const faulty = formula([{ id: 'a', label: 'A', amount: 'lus * 2', when: '1' }, { id: 'a', label: 'B', amount: '"x"' }]);
  expect(checkFee(faulty, { luas: 'number' })).toMatchObject([
    { path: ['components', 0, 'amount'], message: expect.stringContaining('Mungkin maksud Anda: luas') },
    { path: ['components', 0, 'when'] },
    { path: ['components', 1, 'id'] },
    { path: ['components', 1, 'amount'] },
  ]);
  expect(compileFee(faulty, {}).ok).toBe(false);
});
