import { expect, it } from 'vitest';
import { catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, type WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { notTogether } from './accepted-together.ts';

const spbe = catalogueInstrument('spbe-2020') as WeightedInstrument;
const indicator = indicatorsOf(spbe.tree)[20]!.indicator;
const all = indicator.levels.flatMap(({ level, criteria = {} }) => Object.keys(criteria).map((id) => `${level}.${id}`));
const whole = { stage: 'document' as const, given: false, claim: { micro: 3_000_000n, fakta: 'F', analisis: 'A', met: all }, viewed: true };
const ask = (more: object) => notTogether(spbe, indicator, { ...whole, ...more });

it('a whole claim that was looked at', () => expect(ask({})).toBeNull());
it.each([
  ['in the interview: what is untouched inherits', { stage: 'interview' }, 'stage'],
  ['judged already', { given: true }, 'given'],
  ['without a claim', { claim: undefined }, 'claim'],
  ['without Fakta', { claim: { ...whole.claim, fakta: ' ' } }, 'claim'],
  ['not looked at, or looked at before it changed', { viewed: false }, 'not-viewed'],
  ['a criterion of a level below is not ticked', { claim: { ...whole.claim, met: all.filter((key) => !key.startsWith('2.')) } }, 'criteria'],
] as const)('%s: %o', (_, more, why) => expect(ask(more)).toBe(why));
it('criteria above the claimed level do not matter', () => expect(ask({ claim: { ...whole.claim, met: all.filter((key) => Number(key.split('.')[0]) <= 3) } })).toBeNull());
it('where main evidence decides, each is judged by itself', () => {
  const source = catalogueInstrument('pemdi-2026') as WeightedInstrument;
  const one = { ...indicatorsOf(source.tree)[0]!.indicator, levels: [{ level: 1, evidence: [{ id: 'a', text: 'Rencana', main: true }] }] };
  expect(notTogether(source, one as never, whole)).toBe('evidence');
});
