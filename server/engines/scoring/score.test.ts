import { describe, expect, test } from 'vitest';
import { exact, fixedText } from './exact.ts';
import { catalogueIds, catalogueInstrument } from './instrument-catalogue.ts';
import type { WeightedInstrument } from './instrument.ts';
import { basisIn, LEVEL_SCALE, prepare, readLevel, score, scored, weightedMean } from './score.ts';

const weighted = (id: string) => catalogueInstrument(id) as WeightedInstrument;
const spbe = prepare(weighted('spbe-2020'));
const old = prepare(weighted('spbe-2018'));
const pemdi = prepare(weighted('pemdi-2026'));

/** Levels from a rule per indicator number. */
const levelsBy = (prepared: typeof spbe, of: (number: string) => number | string) =>
  prepared.indicators.map(({ indicator }) => {
    const read = readLevel(prepared.instrument, indicator, String(of(indicator.number)));
    if (!read.ok) throw new Error(String(read.refusal.data?.sentence));
    return read.value;
  });
const group = (result: ReturnType<typeof score>, tier: string, number: string) => result.groups.find((one) => one.tier === tier && one.number === number)!;

/** Whole levels over `numbers` with this sum, each 1 to 5. */
function spread(from: number, to: number, sum: number): Map<string, number> {
  const levels = new Map<string, number>();
  let rest = sum - (to - from + 1);
  for (let number = from; number <= to; number++) {
    const more = Math.max(0, Math.min(4, rest));
    levels.set(String(number), 1 + more);
    rest -= more;
  }
  return levels;
}
const sums = (s1: number, s2: number, s3: number, s7: number, s8: number) => new Map([...spread(1, 10, s1), ...spread(11, 20, s2), ...spread(21, 31, s3), ...spread(32, 41, s7), ...spread(42, 47, s8)]);
const of = (levels: Map<string, number>, basis?: 'rounded' | 'unrounded') => score(spbe, levelsBy(spbe, (number) => levels.get(number)!), basis);

describe('the regulation’s own examples (Permenpan RB 59/2020, annex II.B.4)', () => {
  test('aspect 2 with levels 3, 4, 3, 2 is 3.00', () => {
    const levels: Record<string, number> = { 11: 3, 12: 4, 13: 3, 14: 2 };
    expect(group(score(spbe, levelsBy(spbe, (number) => levels[number] ?? 1)), 'aspect', '2').index).toBe('3.00');
  });
  test('domain 2 with aspects 3.00, 4.00, 3.00 is 3.40', () => {
    const result = score(spbe, levelsBy(spbe, (number) => (Number(number) >= 15 && Number(number) <= 18 ? 4 : 3)));
    expect(['2', '3', '4'].map((number) => group(result, 'aspect', number).index)).toEqual(['3.00', '4.00', '3.00']);
    expect(group(result, 'domain', '2').index).toBe('3.40');
  });
  test('domains 3.70, 3.40, 3.00, 3.20 give 3.28', () => {
    const parts = [['3.70', '13'], ['3.40', '25'], ['3.00', '16.5'], ['3.20', '45.5']].map(([value, weight]) => ({ value: exact(value!), weight: exact(weight!) }));
    expect(fixedText(weightedMean(parts), 2)).toBe('3.28');
  });
});

test('Ponorogo 2023: 2.94, Manajemen 1.27, Layanan 3.94', () => {
  const result = of(sums(24, 25, 14, 39, 24));
  expect(result).toMatchObject({ index: '2.94', exact: '2.9395', predicate: 'Baik' });
  expect(['1', '2', '3', '4'].map((number) => group(result, 'domain', number).index)).toEqual(['2.40', '2.50', '1.27', '3.94']);
});

test('every printed value of a tree is the weighted mean of the exact values below it', () => {
  let seed = 7;
  const next = () => (seed = (seed * 48271) % 2147483647) % 5;
  for (let round = 0; round < 50; round++) {
    const result = score(spbe, levelsBy(spbe, () => 1 + next()));
    const domains = result.groups.filter(({ tier }) => tier === 'domain');
    const total = weightedMean(domains.map(({ value, number }) => ({ value, weight: exact({ 1: '13', 2: '25', 3: '16.5', 4: '45.5' }[number]!) })));
    expect(total).toEqual(result.value);
    const [a7, a8] = ['7', '8'].map((number) => group(result, 'aspect', number).value);
    expect(weightedMean([{ value: a7!, weight: exact('27.5') }, { value: a8!, weight: exact('18') }])).toEqual(group(result, 'domain', '4').value);
  }
});

describe('rounding and predicates', () => {
  test('the formula in whole numbers, 2000ths, ties half up', () => {
    let ties = 0;
    for (let s1 = 10; s1 <= 50; s1 += 3) for (let s3 = 11; s3 <= 55; s3 += 2) for (let s8 = 6; s8 <= 30; s8 += 5) {
      const top = 26 * s1 + 50 * 30 + 30 * s3 + 55 * 20 + 60 * s8;
      const result = of(sums(s1, 30, s3, 20, s8));
      // Half up of top/2000 at two decimals, in whole numbers.
      const cents = Math.floor((top + 10) / 20);
      expect(result.index).toBe(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
      if (top % 20 === 10) ties++;
    }
    expect(ties).toBeGreaterThan(20);
  });
  // Sums found by search: 26·s1 + 50·s2 + 30·s3 + 55·s7 + 60·s8 = 2000 × value.
  test.each([
    ['1.7995', '1.80', 'Cukup', 'Kurang'],
    ['2.595', '2.60', 'Baik', 'Cukup'],
    ['2.5945', '2.59', 'Cukup', 'Cukup'],
    ['2.6', '2.60', 'Baik', 'Baik'],
    ['3.495', '3.50', 'Sangat Baik', 'Baik'],
    ['3.5', '3.50', 'Sangat Baik', 'Sangat Baik'],
    ['4.1995', '4.20', 'Memuaskan', 'Sangat Baik'],
    ['4.2', '4.20', 'Memuaskan', 'Memuaskan'],
  ])('%s prints %s: rounded %s, unrounded %s', (value, shown, rounded, unrounded) => {
    const levels = found(Math.round(Number(value) * 2000));
    expect(of(levels, 'rounded')).toMatchObject({ exact: value, index: shown, predicate: rounded });
    expect(of(levels, 'unrounded')).toMatchObject({ exact: value, index: shown, predicate: unrounded });
  });
  test('just below a half stays below', () => {
    expect(scored(spbe, exact('2.994999999'), 'rounded')).toMatchObject({ index: '2.99', predicate: 'Baik' });
    expect(scored(spbe, exact('2.5949999'), 'rounded')).toMatchObject({ index: '2.59', predicate: 'Cukup' });
    expect(scored(spbe, exact('2.595'), 'rounded')).toMatchObject({ index: '2.60', predicate: 'Baik' });
  });
  test('ends of the scale', () => {
    expect(score(spbe, levelsBy(spbe, () => 1))).toMatchObject({ index: '1.00', predicate: 'Kurang' });
    expect(score(spbe, levelsBy(spbe, () => 5))).toMatchObject({ index: '5.00', predicate: 'Memuaskan' });
    expect(score(old, levelsBy(old, () => 0))).toMatchObject({ index: '0.00', exact: '0', predicate: 'Kurang' });
  });
  test('2023 compares the rounded, 2024 and later years the unrounded index', () => {
    expect([2023, 2024, 2025, undefined].map((year) => basisIn(spbe.instrument, year))).toEqual(['rounded', 'unrounded', 'unrounded', 'unrounded']);
  });
  test('the same words have other limits in 2026', () => {
    expect(scored(pemdi, exact('2.5'), 'unrounded').predicate).toBe('Baik');
    expect(scored(spbe, exact('2.5'), 'unrounded').predicate).toBe('Cukup');
  });
});

function found(top: number): Map<string, number> {
  for (let s1 = 10; s1 <= 50; s1++) for (let s2 = 10; s2 <= 50; s2++) for (let s3 = 11; s3 <= 55; s3++) for (let s7 = 10; s7 <= 50; s7++) {
    const rest = top - 26 * s1 - 50 * s2 - 30 * s3 - 55 * s7;
    if (rest % 60 === 0 && rest / 60 >= 6 && rest / 60 <= 30) return sums(s1, s2, s3, s7, rest / 60);
  }
  throw new Error(`no levels give ${top}/2000`);
}

describe('2018: 37 answers, thirds', () => {
  test('each row of aspect 7 weighs 20/6 %', () => {
    const result = score(old, levelsBy(old, (number) => (number === '35b' ? 1 : 0)));
    expect(result).toMatchObject({ index: '0.03', exact: '1/30' });
    expect(group(result, 'aspect', '7')).toMatchObject({ index: '0.17', exact: '1/6' });
  });
  test('all five is exactly five', () => expect(score(old, levelsBy(old, () => 5))).toMatchObject({ exact: '5', predicate: 'Memuaskan' }));
});

describe('which levels can be', () => {
  const read = (prepared: typeof spbe, number: string, text: string) => readLevel(prepared.instrument, prepared.indicators[prepared.byNumber.get(number)!]!.indicator, text);
  test.each(['0', '6', '2.5', '2,5', '-1', 'dua', '', '1e0', '٣', 'NaN', '5.0000001', '99999999'])('2020 refuses "%s"', (text) => expect(read(spbe, '7', text).ok).toBe(false));
  test.each(['1', '5', '3.0', ' 4 '])('2020 takes "%s"', (text) => expect(read(spbe, '7', text).ok).toBe(true));
  test('0 is valid in 2018', () => expect([read(old, '35a', '0').ok, read(old, '35a', '6').ok, read(old, '1', '0.5').ok]).toEqual([true, false, false]));
  test('a decimal only where another body scores', () => {
    expect(['5', '6', '7'].map((number) => read(pemdi, number, '3,25'))).toEqual([1, 2, 3].map(() => ({ ok: true, value: 3_250_000n })));
    expect(pemdi.indicators.filter(({ indicator }) => readLevel(pemdi.instrument, indicator, '3.25').ok).map(({ indicator }) => indicator.number)).toEqual(['5', '6', '7']);
    expect([read(pemdi, '5', '0.99').ok, read(pemdi, '5', '5.01').ok]).toEqual([false, false]);
  });
});

test('SKM: the mean of nine elements times 25; the printed limits meet without a gap', () => {
  const skm = prepare(weighted('skm-2017'));
  expect(score(skm, skm.indicators.map(() => 3n * LEVEL_SCALE))).toMatchObject({ index: '75.00', predicate: 'C' });
  expect(scored(skm, exact('76.605'), 'rounded')).toMatchObject({ index: '76.61', predicate: 'B' });
  expect(scored(skm, exact('76.604999'), 'rounded')).toMatchObject({ index: '76.60', predicate: 'C' });
});

test('SAKIP: above a limit, not at it', () => {
  const sakip = prepare(weighted('sakip-2021'));
  expect(['80', '80.01', '30', '100'].map((value) => scored(sakip, exact(value), 'unrounded').predicate)).toEqual(['BB', 'A', 'D', 'AA']);
});

test('every instrument of the catalogue loads and is sound', () => {
  expect(catalogueIds()).toEqual(['ietpd', 'pemdi-2026', 'sakip-2021', 'skm-2017', 'spbe-2018', 'spbe-2020']);
  for (const id of catalogueIds()) expect(catalogueInstrument(id)?.id).toBe(id);
  expect([spbe.indicators.length, old.indicators.length, pemdi.indicators.length]).toEqual([47, 37, 20]);
});
