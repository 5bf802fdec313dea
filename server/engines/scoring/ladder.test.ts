import { describe, expect, test } from 'vitest';
import { catalogueInstrument } from './instrument-catalogue.ts';
import { indicatorsOf, type Indicator, type WeightedInstrument } from './instrument.ts';
import { levelByCriteria, levelByEvidence, missingFor, type EvidenceStatus } from './ladder.ts';

const spbe = catalogueInstrument('spbe-2020') as WeightedInstrument;
const risk = indicatorsOf(spbe.tree).find(({ indicator }) => indicator.number === '21')!.indicator;
const met = (...keys: string[]) => new Set(keys);

describe('a level implies the criteria of all levels below', () => {
  test('level 1 needs nothing', () => {
    expect(missingFor(spbe, risk, 1, met())).toEqual([]);
    expect(levelByCriteria(spbe, risk, met())).toBe(1);
  });
  test('level 4 without level 2 is level 1, and says what is lacking', () => {
    expect(levelByCriteria(spbe, risk, met('3.a', '4.a', '4.b'))).toBe(1);
    expect(missingFor(spbe, risk, 4, met('3.a', '4.a', '4.b'))).toEqual([{ level: 2, id: 'a', text: 'Manajemen risiko direncanakan.' }]);
  });
  test('all criteria of a level, not one', () => {
    expect(levelByCriteria(spbe, risk, met('2.a', '3.a', '4.a'))).toBe(3);
    expect(levelByCriteria(spbe, risk, met('2.a', '3.a', '4.a', '4.b', '5.a'))).toBe(5);
  });
});

test('levels whose criteria are still to be filled in are not climbed, and lack nothing', () => {
  const old = catalogueInstrument('spbe-2018') as WeightedInstrument;
  const { indicator } = indicatorsOf(old.tree)[0]!;
  expect(levelByCriteria(old, indicator, met())).toBe(0);
  expect(missingFor(old, indicator, 5, met())).toEqual([]);
});

describe('Index Pemdi: only accepted main evidence counts, and only on accepted levels', () => {
  const pemdi = catalogueInstrument('pemdi-2026') as WeightedInstrument;
  const main = (level: number) => ({ level, criteria: { a: 'x' }, evidence: [{ id: 'a', text: 'A', main: true }, { id: 'b', text: 'B', main: true }, { id: 'c', text: 'C', main: false }] });
  const filled: Indicator = { ...indicatorsOf(pemdi.tree)[0]!.indicator, levels: [1, 2, 3, 4, 5].map(main) };
  const level = (statuses: Record<string, EvidenceStatus>) => levelByEvidence(pemdi, filled, (key) => statuses[key] ?? 'missing');
  const accepted = (...levels: number[]) => Object.fromEntries(levels.flatMap((one) => [[`${one}.a`, 'accepted' as const], [`${one}.b`, 'accepted' as const]]));

  test('side evidence does not matter', () => expect(level(accepted(1, 2, 3))).toEqual({ level: 3, rejectedAbove: [] }));
  test('one of two is not all', () => expect(level({ ...accepted(1, 2), '3.a': 'accepted', '3.b': 'to-revise' }).level).toBe(2));
  test.each<EvidenceStatus>(['to-revise', 'in-process', 'draft', 'missing'])('%s is not accepted', (status) => expect(level({ ...accepted(1, 2), '2.b': status }).level).toBe(1));
  test('what is accepted above an unaccepted level is rejected with it', () => {
    expect(level(accepted(1, 3, 4))).toEqual({ level: 1, rejectedAbove: ['3.a', '3.b', '4.a', '4.b'] });
  });
  test('nothing accepted: the lowest value', () => expect(level({}).level).toBe(1));
  test('everything', () => expect(level(accepted(1, 2, 3, 4, 5))).toEqual({ level: 5, rejectedAbove: [] }));
  test('as shipped nothing can count: the annex is still to be filled in', () => expect(levelByEvidence(pemdi, indicatorsOf(pemdi.tree)[0]!.indicator, () => 'accepted').level).toBe(1));
});
