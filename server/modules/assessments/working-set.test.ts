import { describe, expect, test } from 'vitest';
import { catalogueInstrument } from '../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, type WeightedInstrument } from '../../engines/scoring/instrument.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { apiOf } from './assessments.testing.ts';
import type { ResultsPort } from './contract.ts';

const t = await createTestHouse();
const port = part<ResultsPort<Context>>(t.house, 'assessments.results');
const spbe = catalogueInstrument('spbe-2020') as WeightedInstrument;
const numbers = indicatorsOf(spbe.tree).map(({ indicator }) => indicator.number);
const ctx = t.context();
const at = (level: number, institution: string, of = numbers) => of.map((number) => ({ institution, number, micro: String(level * 1_000_000) }));
const code = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'was not refused', (e: { refusal?: { code: string } }) => e.refusal?.code ?? String(e));
const open = (year: number) => port.openWorkingSet(ctx, { instrument: spbe, year, source: 'Evaluasi uji' });

describe('whose results they are', () => {
  test('a region is one institution however it is named; a ministry is its name', async () => {
    const one = await port.institutionOf(ctx, { name: 'Kabupaten Ponorogo', region: '35.02' });
    expect(await port.institutionOf(ctx, { name: 'Pemkab Ponorogo', region: '35.02' })).toBe(one);
    const ministry = await port.institutionOf(ctx, { name: 'Kementerian Contoh', region: null });
    expect(await port.institutionOf(ctx, { name: 'KEMENTERIAN  Contoh', region: null })).toBe(ministry);
    expect(await code(port.institutionOf(ctx, { name: 'Kabupaten Khayal', region: '99.99' }))).toBe('assessments.unknown-institution');
  });
});

describe('a working set', () => {
  test('47 levels give an index, one too few gives none, a level taken away takes the result with it', async () => {
    const { set, version } = await open(2031);
    expect(version).toBe(1);
    const ponorogo = await port.institutionOf(ctx, { name: 'Kabupaten Ponorogo', region: '35.02' });
    const madiun = await port.institutionOf(ctx, { name: 'Kabupaten Madiun', region: '35.19' });
    await port.writeLevels(ctx, set, [...at(3, ponorogo), ...at(4, madiun, numbers.slice(1))]);
    expect(await port.recompute(ctx, set)).toBe(1);
    expect(await port.resultsOf(ctx, set)).toMatchObject([{ institution: ponorogo, shown: '3.00', exact: '3', predicate: 'Baik', parts: { 'domain:1': '3.00' } }]);
    await port.writeLevels(ctx, set, [{ institution: ponorogo, number: '47', micro: '4000000' }]);
    await port.recompute(ctx, set);
    expect(await port.resultsOf(ctx, set, [ponorogo])).toMatchObject([{ shown: '3.03', exact: '3.03' }]);
    expect(await port.resultsOf(ctx, set, [madiun])).toEqual([]);
    await port.writeLevels(ctx, set, [{ institution: ponorogo, number: '47', micro: null }]);
    expect(await port.resultsOf(ctx, set)).toEqual([]);
    expect(await port.recompute(ctx, set)).toBe(0);
  });

  test('nobody sees it until it is shown; then it never changes', async () => {
    const { set } = await open(2032);
    expect(await code(port.show(ctx, set))).toBe('assessments.empty-set');
    const ponorogo = await port.institutionOf(ctx, { name: 'Kabupaten Ponorogo', region: '35.02' });
    await port.writeLevels(ctx, set, at(5, ponorogo));
    expect((await apiOf(t, null).national({})).cycles).toEqual([]);
    expect(await port.show(ctx, set)).toBe(1);
    expect((await apiOf(t, null).national({})).rows).toMatchObject([{ institution: ponorogo, index: '5.00', predicate: 'Memuaskan' }]);
    expect(await code(port.writeLevels(ctx, set, at(1, ponorogo)))).toBe('assessments.set-closed');
    expect(await code(port.recompute(ctx, set))).toBe('assessments.set-closed');
    expect(await code(port.show(ctx, set))).toBe('assessments.set-closed');
  });

  test('a correction replaces the set of its year', async () => {
    const ponorogo = await port.institutionOf(ctx, { name: 'Kabupaten Ponorogo', region: '35.02' });
    for (const level of [2, 4]) {
      const { set } = await open(2033);
      await port.writeLevels(ctx, set, at(level, ponorogo));
      await port.show(ctx, set);
    }
    const { current, rows } = await apiOf(t, null).national({});
    expect(current).toMatchObject({ year: 2033 });
    expect(rows).toMatchObject([{ index: '4.00' }]);
  });

  test('stands beside the year before and the mean of its group', async () => {
    const { set } = await open(2036);
    const [ponorogo, madiun] = [await port.institutionOf(ctx, { name: 'Kabupaten Ponorogo', region: '35.02' }), await port.institutionOf(ctx, { name: 'Kabupaten Madiun', region: '35.19' })];
    await port.writeLevels(ctx, set, at(3, ponorogo));
    await port.recompute(ctx, set);
    expect(await port.besides(ctx, set, ponorogo)).toMatchObject({ before: { name: 'Tahun 2033', index: '4.00', parts: { 'aspect:1': '4.00' } }, peers: null });
    await port.writeLevels(ctx, set, [...at(4, madiun, numbers.slice(1)), ...at(5, madiun, numbers.slice(0, 1))]);
    await port.recompute(ctx, set);
    // (3 + 4.013) ÷ 2 = 3.505 of shown 3.00 and 4.01
    expect(await port.besides(ctx, set, ponorogo)).toMatchObject({ peers: { name: 'Rata-rata kabupaten', index: '3.51', parts: { 'aspect:2': '3.50' } } });
    expect((await port.besides(ctx, set, madiun)).before).toBeNull();
  });

  test('the neighbour neither reads nor writes it', async () => {
    const { set } = await open(2034);
    const other = t.context(null, t.other);
    const theirs = await port.institutionOf(other, { name: 'Kabupaten Sumenep', region: '35.29' });
    expect(await code(port.writeLevels(other, set, at(3, theirs)))).toBe('assessments.set-closed');
    expect(await code(port.recompute(other, set))).toBe('assessments.unknown');
    expect(await port.resultsOf(other, set)).toEqual([]);
  });

  test('what the caller undoes is undone', async () => {
    const { set } = await open(2035);
    const ponorogo = await port.institutionOf(ctx, { name: 'Kabupaten Ponorogo', region: '35.02' });
    await inTenant(ctx, async (open) => {
      await port.writeLevels(open, set, at(3, ponorogo));
      await port.recompute(open, set);
      throw new Error('undone');
    }).catch(() => undefined);
    expect(await port.recompute(ctx, set)).toBe(0);
  });
});

describe('a result that an organiser told', () => {
  const told = { campaign: uuidv7(), instrument: spbe, year: 2040, source: 'Tim evaluasi, Evaluasi 2040', who: { name: 'Kabupaten Ponorogo', region: '35.02' }, levels: numbers.map((number) => ({ number, micro: '3000000' })) };
  const shown = async () => (await apiOf(t, null).national({})).told.map(({ cycle, row }) => [cycle.year, row.index]);

  test('stands beside the lists, once; a list that shows it alike takes its place, one that says otherwise does not', async () => {
    expect(await code(port.showTold(ctx, { ...told, levels: told.levels.slice(1) }))).toBe('assessments.empty-set');
    expect([await port.showTold(ctx, told), await port.showTold(ctx, told)]).toEqual([true, false]);
    expect(await shown()).toEqual([[2040, '3.00']]);
    const ponorogo = await port.institutionOf(ctx, told.who);
    for (const [level, left] of [[4, [[2040, '3.00']]], [3, []]] as const) {
      const { set } = await open(2040);
      await port.writeLevels(ctx, set, at(level, ponorogo));
      await port.show(ctx, set);
      expect(await shown()).toEqual(left);
    }
    // Its own page knows the year once.
    expect((await apiOf(t, null).institution({ id: ponorogo })).history.filter(({ cycle }) => cycle.year === 2040)).toHaveLength(1);
    expect((await apiOf(t, null).national({})).current).toMatchObject({ year: 2040, own: false });
  });
  test('may be taken back, and is the neighbour’s never', async () => {
    expect((await apiOf(t, null, t.other).national({})).told).toEqual([]);
    expect([await port.hideTold(ctx, told.campaign), await port.hideTold(ctx, told.campaign)]).toEqual([true, false]);
  });
});
