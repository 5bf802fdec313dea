import { describe, expect, it } from 'vitest';
import { creditPoints, levelOf } from './credit-points.ts';
import { clauseText, distributionOf, type Counts, type OrganisationPredicate } from './distribution.ts';
import { PREDICATES, predicateOf, RATINGS, type Rating } from './predicate.ts';
import { logsPercent, productivityOf } from './productivity.ts';
import { catalogueRules } from './rules.ts';

const { distribution, credit, headRating, settings } = catalogueRules();
const verdict = (of: OrganisationPredicate, counts: Counts, small = 10) => distributionOf(counts, distribution[of], small).verdict;
const people = (sb: number, b: number, bp = 0, k = 0, sk = 0): Counts => ({ 'Sangat Baik': sb, Baik: b, 'Butuh Perbaikan': bp, Kurang: k, 'Sangat Kurang': sk });

describe('distribution (SE MenPANRB 3/2023)', () => {
  it.each([
    ['baik', people(4, 14, 1, 1), 'pass'], ['baik', people(3, 15, 1, 1), 'fail'], ['baik', people(6, 14), 'fail'], ['baik', people(4, 15, 1), 'fail'],
    ['baik', people(0, 14, 0, 6), 'pass'], ['baik', people(10, 9, 1), 'fail'], ['baik', people(9, 9, 2), 'fail'],
    ['istimewa', people(14, 6), 'pass'], ['istimewa', people(15, 5), 'fail'], ['istimewa', people(9, 11), 'fail'], ['istimewa', people(8, 7, 5), 'pass'],
    ['butuh-perbaikan', people(2, 6, 12), 'pass'], ['butuh-perbaikan', people(3, 5, 12), 'fail'], ['butuh-perbaikan', people(0, 9, 11), 'fail'],
    ['kurang', people(2, 4, 2, 12), 'pass'], ['kurang', people(0, 7, 1, 12), 'fail'], ['kurang', people(0, 5, 4, 11), 'fail'], ['kurang', people(3, 3, 2, 12), 'fail'],
    ['sangat-kurang', people(0, 6, 1, 1, 12), 'pass'], ['sangat-kurang', people(1, 5, 1, 1, 12), 'fail'], ['sangat-kurang', people(0, 7, 1, 0, 12), 'fail'], ['sangat-kurang', people(0, 8, 0, 1, 11), 'fail'],
  ] as const)('%s with %o: %s', (of, counts, expected) => expect(verdict(of, counts)).toBe(expected));

  it('warns small units instead of failing them, and says nothing of nobody', () => {
    const three = distributionOf(people(0, 3), distribution.baik, 10);
    expect(three.verdict).toBe('justify');
    expect(three.judged.find((one) => one.clause.rule === 'at-most')).toMatchObject({ people: 3, bound: 2, passes: false });
    expect(verdict('baik', people(0, 2, 1))).toBe('pass');
    expect(verdict('baik', people(0, 9, 0), 9)).toBe('fail');
    expect(verdict('baik', {})).toBe('empty');
  });

  it('names every condition in words', () => expect(distribution.baik.map(clauseText)).toEqual(['Sebagian besar Baik (kelompok terbanyak)', 'Baik paling banyak 70%', 'Paling sedikit 1 orang Butuh Perbaikan dan/atau Kurang']));
  it('has a rating of hasil kerja for the head in each case', () => expect(headRating).toEqual({ istimewa: 'di-atas', baik: 'sesuai', 'butuh-perbaikan': 'di-bawah', kurang: 'di-bawah', 'sangat-kurang': 'di-bawah' }));
});

describe('the nine cells together', () => {
  const ratings = Object.keys(RATINGS) as Rating[];
  it('give each extreme once, and never let results outweigh behaviour', () => {
    const all = ratings.flatMap((hasil) => ratings.map((perilaku) => ({ hasil, perilaku, predicate: predicateOf(hasil, perilaku) })));
    expect(all.filter((one) => one.predicate === 'Sangat Baik')).toEqual([{ hasil: 'di-atas', perilaku: 'di-atas', predicate: 'Sangat Baik' }]);
    expect(all.filter((one) => one.predicate === 'Sangat Kurang')).toEqual([{ hasil: 'di-bawah', perilaku: 'di-bawah', predicate: 'Sangat Kurang' }]);
    for (const one of all.filter(({ perilaku }) => perilaku === 'di-bawah')) expect(PREDICATES.indexOf(one.predicate)).toBeLessThan(PREDICATES.indexOf('Butuh Perbaikan'));
  });
});

describe('credit points', () => {
  it.each([
    ['Ahli Muda', 'Baik', 12, '25'], ['Ahli Pertama', 'Sangat Baik', 9, '14.0625'], ['Terampil', 'Butuh Perbaikan', 12, '3.75'], ['Ahli Utama', 'Sangat Kurang', 6, '6.25'], ['Pemula', 'Baik', 1, '0.3125'], ['Ahli Pertama', 'Baik', 1, '1.0417'],
  ] as const)('%s, %s, %i months: %s', (level, predicate, months, points) => expect(creditPoints(level, predicate, months, credit)).toBe(points));
  it.each([['Ahli Muda', 0], ['Ahli Muda', 13], ['Ahli Muda', 1.5], ['toString', 12]] as const)('refuses %s for %d months', (level, months) => expect(creditPoints(level, 'Baik', months, credit)).toBeUndefined());
  it.each([['Analis Kebijakan Ahli Muda', 'Ahli Muda'], ['Perawat Terampil', 'Terampil'], ['Pemeriksa Lapangan Muda', undefined], ['Kepala Bidang', undefined]])('reads the level of %s', (title, level) => expect(levelOf(title, Object.keys(credit.coefficients))).toBe(level));
});

describe('productivity', () => {
  const rule = settings.productivity;
  it('is minutes of minutes due, at most full', () => expect([logsPercent(4500, 9000), logsPercent(9001, 9000), logsPercent(1, 3), logsPercent(2, 3), logsPercent(0, 0)]).toEqual([5000, 10000, 3333, 6667, 10000]));
  it('weighs logs and predicate, with each step', () => {
    expect(productivityOf(rule, { minutes: 7200, due: 9000, predicate: 'Butuh Perbaikan', predicateFrom: 'triwulan I 2026' })).toEqual({
      percent: 7750, predicate: 'Butuh Perbaikan', steps: ['Laporan harian disetujui 7.200 menit dari 9.000 menit kerja wajib: 80%.', 'Predikat Butuh Perbaikan (triwulan I 2026): 75%.', '50% × 80% + 50% × 75% = 77,5%.'],
    });
  });
  it('without a predicate goes by the logs, or is full', () => {
    expect(productivityOf(rule, { minutes: 4500, due: 9000 }).percent).toBe(5000);
    expect(productivityOf({ ...rule, withoutPredicate: 'full' }, { minutes: 0, due: 9000 }).percent).toBe(10000);
    expect(productivityOf({ ...rule, logs: 0, predicate: 100 }, { minutes: 0, due: 9000, predicate: 'Kurang' }).percent).toBe(5000);
    expect(productivityOf({ ...rule, logs: 100, predicate: 0 }, { minutes: 900, due: 9000, predicate: 'Sangat Baik' })).toEqual({ percent: 1000, steps: ['Laporan harian disetujui 900 menit dari 9.000 menit kerja wajib: 10%.'] });
  });
});
