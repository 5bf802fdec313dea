import { describe, expect, it } from 'vitest';
import type { PhasePlan } from '../../self-assessment/contract.ts';
import { nextDecision, objectBy, type Deciding } from './a-decision-may-be-made.ts';

const phases: PhasePlan = [
  { phase: 'self', from: '2026-06-01', to: '2026-06-30' }, { phase: 'document', from: '2026-07-01', to: '2026-07-31' }, { phase: 'interview', from: '2026-08-01', to: '2026-08-31' },
  { phase: 'final', from: '2026-09-01', to: '2026-09-30' }, { phase: 'objection', from: '2026-10-01', to: '2026-10-14' }, { phase: 'publication', from: '2026-11-01', to: '2026-12-31' },
];
const whole: Deciding = { phases, today: '2026-09-15', indicators: 47, valued: 47, unreviewed: 0, hasRecommendation: true, mode: 'evaluasi', last: null, promised: null, openObjections: 0, isPublished: false };
const ask = (change: Partial<Deciding>) => {
  const answer = nextDecision({ ...whole, ...change });
  return answer.ok ? answer.value : answer.refusal.code;
};

describe('an outcome', () => {
  it('is provisional first', () => expect(ask({})).toBe('provisional'));
  it('stays provisional on the last day of the objection phase', () => expect(ask({ last: 'provisional', today: '2026-10-14' })).toBe('provisional'));
  it('is final the day after', () => expect(ask({ last: 'provisional', today: '2026-10-15' })).toBe('final'));
  it('waits for the day that the signed report promised, though the phase was shortened; a longer phase counts for everybody', () => {
    expect(ask({ last: 'provisional', promised: '2026-10-20', today: '2026-10-20' })).toBe('provisional');
    expect(ask({ last: 'provisional', promised: '2026-10-20', today: '2026-10-21' })).toBe('final');
    expect(ask({ last: 'provisional', promised: '2026-10-10', today: '2026-10-14' })).toBe('provisional');
  });
  it('waits for every answer to an objection', () => expect(ask({ last: 'provisional', today: '2026-10-15', openObjections: 1 })).toBe('evaluation.decide-objections'));
  it('is not final for who never could object', () => expect(ask({ today: '2026-10-15' })).toBe('evaluation.decide-objection-over'));
  it('is final at once in a campaign without objections', () => expect(ask({ phases: phases.filter(({ phase }) => phase !== 'objection') })).toBe('final'));
  it('is not decided before the final phase', () => expect(ask({ today: '2026-08-31' })).toBe('evaluation.decide-early'));
  it('needs every value', () => expect(ask({ valued: 46 })).toBe('evaluation.decide-incomplete'));
  it('needs every review', () => expect(ask({ unreviewed: 2 })).toBe('evaluation.decide-unreviewed'));
  it('needs a recommendation in an evaluasi, none in a pemantauan', () => {
    expect(ask({ hasRecommendation: false })).toBe('evaluation.decide-no-recommendation');
    expect(ask({ hasRecommendation: false, mode: 'pemantauan' })).toBe('provisional');
  });
  it('does not change once published', () => expect(ask({ last: 'final', isPublished: true, today: '2026-11-02' })).toBe('evaluation.decided-published'));
});

it('tells until when to object', () => {
  expect(objectBy(phases)).toBe('2026-10-14');
  expect(objectBy([])).toBeNull();
});
