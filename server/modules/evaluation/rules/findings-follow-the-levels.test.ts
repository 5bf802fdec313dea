import { describe, expect, it } from 'vitest';
import { catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import type { WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { LEVEL_SCALE, prepare } from '../../../engines/scoring/score.ts';
import { fulfilmentOf, proposedText, proposeFindings } from './findings-follow-the-levels.ts';

const prepared = (id: string) => prepare(catalogueInstrument(id) as WeightedInstrument);
const spbe = prepared('spbe-2020');
const values = (levels: Record<string, number>) => Object.entries(levels).map(([number, level]) => ({ number, micro: BigInt(Math.round(level * 1_000_000)) }));
const numbers = (found: readonly { number: string }[]) => found.map(({ number }) => number);

describe('strengths and weaknesses of SPBE', () => {
  it('takes levels 4 and 5 highest first, 1 and 2 lowest first', () => {
    const found = proposeFindings(spbe, values({ 1: 4, 2: 5, 3: 3, 4: 2, 5: 1, 6: 5 }));
    expect(numbers(found.strengths)).toEqual(['2', '6', '1']);
    expect(numbers(found.weaknesses)).toEqual(['5', '4']);
  });
  it('puts what weighs more first among equals, then the order of the instrument', () => {
    // Weights: 1 and 3 → 1.30, 11 → 2.50, 32 → 2.75, 42 → 3.00.
    expect(numbers(proposeFindings(spbe, values({ 3: 5, 1: 5, 11: 5, 32: 5, 42: 5 })).strengths)).toEqual(['42', '32', '11', '1', '3']);
    expect(numbers(proposeFindings(spbe, values({ 3: 1, 1: 1, 42: 1, 11: 2 })).weaknesses)).toEqual(['42', '1', '3', '11']);
  });
  it('leaves out what has no value', () => expect(proposeFindings(spbe, [])).toEqual({ strengths: [], weaknesses: [] }));
  it('counts level 0 of the 2018 edition as weakest', () => expect(numbers(proposeFindings(prepared('spbe-2018'), values({ 1: 1, 2: 0, 3: 3, 4: 4 })).weaknesses)).toEqual(['2', '1']));
});

it('takes decimals scored by another body as they are', () => {
  const found = proposeFindings(prepared('pemdi-2026'), values({ 1: 3.999999, 2: 4, 3: 2.999999, 4: 3 }));
  expect(numbers(found.strengths)).toEqual(['2']);
  expect(numbers(found.weaknesses)).toEqual(['3']);
});

it('takes the upper and lower quarter of free values, ends included', () => {
  const skm = prepared('skm-2017');
  expect(skm.instrument.answer).toBe('value');
  const { scale } = skm.instrument;
  const at = (share: number) => Number(scale.min) + share * (Number(scale.max) - Number(scale.min));
  const [a, b, c, d] = skm.indicators.map(({ indicator }) => indicator.number) as [string, string, string, string];
  const found = proposeFindings(skm, values({ [a]: at(0.75), [b]: at(0.25), [c]: at(0.5), [d]: at(0.74) }));
  expect(numbers(found.strengths)).toEqual([a]);
  expect(numbers(found.weaknesses)).toEqual([b]);
});

describe('fulfilment of the aspects', () => {
  it('counts how many reach each of levels 2 to 5', () => {
    const { levels, parts } = fulfilmentOf(spbe, values({ 11: 1, 12: 2, 13: 4, 14: 5 }));
    expect(levels).toEqual([2, 3, 4, 5]);
    expect(parts).toHaveLength(8);
    expect(parts[1]).toEqual({ number: '2', name: 'Perencanaan Strategis SPBE', indicators: 4, reached: [3, 2, 2, 1] });
  });
  it('counts what has no value in none', () => expect(fulfilmentOf(spbe, []).parts.every(({ reached }) => reached.every((n) => n === 0))).toBe(true));
  it('works without domains', () => {
    const pemdi = prepared('pemdi-2026');
    const { parts } = fulfilmentOf(pemdi, pemdi.indicators.map(({ indicator }) => ({ number: indicator.number, micro: 3n * LEVEL_SCALE })));
    expect(parts.map(({ indicators }) => indicators).reduce((a, b) => a + b)).toBe(20);
    expect(parts.every(({ reached, indicators }) => reached[1] === indicators && reached[2] === 0)).toBe(true);
  });
  it('is empty where values are free', () => expect(fulfilmentOf(prepared('skm-2017'), [])).toEqual({ levels: [], parts: [] }));
});

it('words a finding by its justification, or by its level', () => {
  expect(proposedText('weakness', '1', ' Belum pernah dilakukan. ')).toBe('Belum pernah dilakukan.');
  expect(proposedText('strength', '5', '')).toBe('Sudah pada tingkat 5.');
});
