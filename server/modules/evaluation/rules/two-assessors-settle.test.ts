import { describe, expect, test } from 'vitest';
import type { ValueStage } from '../contract/assess-words.ts';
import type { GivenValue } from './stages-inherit.ts';
import { mayGiveVerdict, otherIsVisible, settle, type Seat, type SeatVerdict } from './two-assessors-settle.ts';

const STAGES: ValueStage[] = ['document', 'interview', 'visit', 'review', 'final'];
const BOTH: Seat[] = ['first', 'second'];
const said = (seat: Seat, stage: ValueStage, level: number): SeatVerdict => ({ seat, stage, micro: BigInt(level) * 1_000_000n, fakta: `${seat} ${stage}`, analisis: 'a', justifikasi: 'j', by: seat });
const was = (stage: ValueStage, level: number, how: GivenValue['how'] = 'agreed'): GivenValue => ({ stage, micro: BigInt(level) * 1_000_000n, fakta: 'f', analisis: 'a', justifikasi: 'j', how, by: 'x' });
const outcome = (stage: ValueStage, seats: Seat[], verdicts: SeatVerdict[], settled: GivenValue[] = []) => {
  const { state, value } = settle(stage, STAGES, seats, verdicts, settled);
  return [state, value && Number(value.micro / 1_000_000n), value?.how ?? null];
};

describe('document', () => {
  test('nobody yet', () => expect(outcome('document', BOTH, [])).toEqual(['open', null, null]));
  test('one of two waits', () => expect(outcome('document', BOTH, [said('second', 'document', 3)])).toEqual(['waiting', null, null]));
  test('both the same', () => expect(outcome('document', BOTH, [said('first', 'document', 3), said('second', 'document', 3)])).toEqual(['settled', 3, 'agreed']));
  test('both differ', () => expect(outcome('document', BOTH, [said('first', 'document', 3), said('second', 'document', 2)])).toEqual(['disputed', null, null]));
  test('only one is assigned: his counts, and what an earlier second said does not', () => {
    expect(outcome('document', ['first'], [said('first', 'document', 3)])).toEqual(['settled', 3, 'single']);
    expect(outcome('document', ['first'], [said('first', 'document', 3), said('second', 'document', 1)])).toEqual(['settled', 3, 'single']);
    expect(outcome('document', ['second'], [said('second', 'document', 2)])).toEqual(['settled', 2, 'single']);
  });
  test('nobody assigned has no say', () => expect(outcome('document', [], [said('first', 'document', 3)])).toEqual(['open', null, null]));
  test('the organiser decides between them, and that stands', () => {
    expect(outcome('document', BOTH, [said('first', 'document', 3), said('second', 'document', 2)], [was('document', 2, 'lead')])).toEqual(['settled', 2, 'lead']);
    expect(outcome('document', BOTH, [said('first', 'document', 5), said('second', 'document', 5)], [was('document', 2, 'lead')])).toEqual(['settled', 2, 'lead']);
  });
  test('an agreement falls when one moves away from it', () => {
    expect(outcome('document', BOTH, [said('first', 'document', 3), said('second', 'document', 4)], [was('document', 3)])).toEqual(['disputed', null, null]);
  });
});

describe('interview', () => {
  const agreed = [said('first', 'document', 3), said('second', 'document', 3)];
  const differing = [said('first', 'document', 3), said('second', 'document', 2)];
  test('untouched after agreement: inherits, settled', () => expect(outcome('interview', BOTH, agreed, [was('document', 3)])).toEqual(['settled', null, null]));
  test('one raises: disputed with the other, who stands at the settled value', () => expect(outcome('interview', BOTH, [...agreed, said('first', 'interview', 4)], [was('document', 3)])).toEqual(['disputed', null, null]));
  test('both raise', () => expect(outcome('interview', BOTH, [...agreed, said('first', 'interview', 4), said('second', 'interview', 4)], [was('document', 3)])).toEqual(['settled', 4, 'agreed']));
  test('a difference of the documents goes on until one moves', () => {
    expect(outcome('interview', BOTH, differing)).toEqual(['disputed', null, null]);
    expect(outcome('interview', BOTH, [...differing, said('second', 'interview', 3)])).toEqual(['settled', 3, 'agreed']);
    expect(outcome('interview', BOTH, [...differing, said('second', 'interview', 4)])).toEqual(['disputed', null, null]);
  });
  test('the text of an agreement is the one written at the stage', () => {
    expect(settle('interview', STAGES, BOTH, [...differing, said('second', 'interview', 3)], []).value).toMatchObject({ fakta: 'second interview', by: 'second' });
    expect(settle('interview', STAGES, BOTH, [...differing, said('second', 'interview', 3), said('first', 'interview', 3)], []).value).toMatchObject({ fakta: 'first interview' });
  });
  test('what the organiser decided on the documents is where both stand', () => {
    expect(outcome('interview', BOTH, differing, [was('document', 1, 'lead')])).toEqual(['settled', null, null]);
    expect(outcome('interview', BOTH, [...differing, said('first', 'interview', 3)], [was('document', 1, 'lead')])).toEqual(['disputed', null, null]);
  });
  test('a second assessor who comes for the interview is waited for where nothing was settled', () => {
    expect(outcome('interview', BOTH, [said('first', 'document', 3)])).toEqual(['waiting', null, null]);
    expect(outcome('interview', BOTH, [said('first', 'document', 3)], [was('document', 3, 'single')])).toEqual(['settled', null, null]);
  });
});

describe('who sees the other', () => {
  test('only after giving his own, only when the phase allows it', () => {
    expect(otherIsVisible('first', [said('second', 'document', 3)], true)).toBe(false);
    expect(otherIsVisible('first', [said('first', 'document', 3)], true)).toBe(true);
    expect(otherIsVisible('first', [said('first', 'document', 3)], false)).toBe(false);
  });
});

describe('who may still give one', () => {
  const item = { decided: null, mark: null, hasValue: true, disputed: false };
  test.each<[string, ValueStage | undefined, Partial<Parameters<typeof mayGiveVerdict>[1]>, string | true]>([
    ['before the documents', undefined, {}, 'evaluation.not-now'],
    ['after the review', 'final', {}, 'evaluation.not-now'],
    ['documents', 'document', { hasValue: false }, true],
    ['interview, again', 'interview', {}, true],
    ['after the organiser decided', 'document', { decided: 'lead' }, 'evaluation.decided'],
    ['review, nothing returned', 'review', {}, 'evaluation.only-returned'],
    ['review, marked valid', 'review', { mark: 'valid' }, 'evaluation.only-returned'],
    ['review, returned', 'review', { mark: 'returned' }, true],
    ['review, never assessed', 'review', { hasValue: false }, true],
    ['review, still disputed', 'review', { disputed: true }, true],
    ['review, the review set it', 'review', { mark: 'set', decided: 'review' }, 'evaluation.decided'],
  ])('%s', (_, stage, more, expected) => {
    const result = mayGiveVerdict(stage, { ...item, ...more });
    expect(result.ok ? true : result.refusal.code).toBe(expected);
  });
});
