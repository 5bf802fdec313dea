import { expect, it } from 'vitest';
import type { PhasePlan } from '../contract/exchange.ts';
import { mayObject } from './outcome-may-be-objected.ts';

const until = (to: string): PhasePlan => [{ phase: 'objection', from: '2026-11-01', to }];

it.each([
  [undefined, 'self-assessment.no-outcome'],
  [{ state: 'final', objectBy: null }, 'self-assessment.outcome-final'],
  [{ state: 'final', objectBy: '2026-12-31' }, 'self-assessment.outcome-final'],
  [{ state: 'provisional', objectBy: null }, 'self-assessment.outcome-final'],
  [{ state: 'provisional', objectBy: '2026-11-21' }, 'self-assessment.objection-late'],
  [{ state: 'provisional', objectBy: '2026-11-22' }, 'may'],
  [{ state: 'provisional', objectBy: '2026-12-05' }, 'may'],
] as const)('%o: %s', (outcome, expected) => {
  const answer = mayObject(outcome, until('2026-11-10'), '2026-11-22');
  expect(answer.ok ? 'may' : answer.refusal.code).toBe(expected);
});

it('a longer phase lengthens what was printed, a shorter one takes nothing from it', () => {
  const told = (objectBy: string) => ({ state: 'provisional', objectBy }) as const;
  expect(mayObject(told('2026-11-14'), until('2026-11-30'), '2026-11-30')).toEqual({ ok: true, value: '2026-11-30' });
  expect(mayObject(told('2026-11-30'), until('2026-11-14'), '2026-11-30')).toEqual({ ok: true, value: '2026-11-30' });
  expect(mayObject(told('2026-11-14'), [], '2026-11-15').ok).toBe(false);
});
