import { describe, expect, test } from 'vitest';
import type { Phase, PhasePlan } from '../../self-assessment/contract.ts';
import { inherit, openStage, stagesOf, valueAt, type GivenValue } from './stages-inherit.ts';
import type { ValueStage } from '../contract/assess-words.ts';

const plan = (...phases: Phase[]): PhasePlan => phases.map((phase) => ({ phase, from: '2026-03-01', to: '2026-03-31' }));
const given = (stage: ValueStage, level: number): GivenValue => ({ stage, micro: BigInt(level) * 1_000_000n, fakta: `fakta ${stage}`, analisis: `analisis ${stage}`, justifikasi: `justifikasi ${stage}`, how: 'single', by: 'Ani' });

describe('the stages of a campaign', () => {
  test('pemantauan: dokumen, reviu, final', () => expect(stagesOf(plan('self', 'document', 'final', 'publication'))).toEqual(['document', 'review', 'final']));
  test('evaluasi without a visit', () => expect(stagesOf(plan('self', 'document', 'interview', 'final'))).toEqual(['document', 'interview', 'review', 'final']));
  test('evaluasi with a visit', () => expect(stagesOf(plan('document', 'interview', 'visit', 'final'))).toEqual(['document', 'interview', 'visit', 'review', 'final']));
  test.each<[Phase | undefined, ValueStage | undefined]>([[undefined, undefined], ['self', undefined], ['internal', undefined], ['document', 'document'], ['interview', 'interview'], ['visit', 'visit'], ['final', 'review'], ['objection', 'final'], ['publication', undefined]])('in phase %s values are given at %s', (phase, stage) => expect(openStage(phase)).toBe(stage));
});

describe('an indicator left untouched inherits level and text of the stage before', () => {
  const all = stagesOf(plan('document', 'interview', 'visit', 'final'));
  test('nothing given: belum dinilai at every stage', () => expect(inherit(all, []).map(({ value, inheritedFrom }) => [value, inheritedFrom])).toEqual(all.map(() => [null, null])));
  test('the first stage inherits nothing even where later ones have a value', () => {
    expect(inherit(all, [given('interview', 3)])[0]).toEqual({ stage: 'document', value: null, inheritedFrom: null });
  });
  test('interview and visit untouched: the document value with its own text, down to final', () => {
    const [document, ...later] = inherit(all, [given('document', 3)]);
    expect(document).toMatchObject({ value: { micro: 3_000_000n }, inheritedFrom: null });
    for (const one of later) expect(one).toMatchObject({ value: { micro: 3_000_000n, fakta: 'fakta document', justifikasi: 'justifikasi document' }, inheritedFrom: 'document' });
  });
  test('each stage keeps its own; what follows inherits the latest', () => {
    const values = inherit(all, [given('review', 2), given('document', 3), given('interview', 4)]);
    expect(values.map(({ stage, value, inheritedFrom }) => [stage, Number(value!.micro / 1_000_000n), inheritedFrom])).toEqual([
      ['document', 3, null], ['interview', 4, null], ['visit', 4, 'interview'], ['review', 2, null], ['final', 2, 'review'],
    ]);
  });
  test('a value of a stage that the campaign does not have is not looked at', () => {
    expect(valueAt(stagesOf(plan('document', 'final')), [given('document', 3), given('interview', 5)], 'final')).toMatchObject({ micro: 3_000_000n });
  });
});
