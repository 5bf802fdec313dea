import { expect, it } from 'vitest';
import { mayObject } from './outcome-may-be-objected.ts';

it.each([
  [undefined, 'self-assessment.no-outcome'],
  [{ state: 'final', objectBy: null }, 'self-assessment.outcome-final'],
  [{ state: 'final', objectBy: '2026-12-31' }, 'self-assessment.outcome-final'],
  [{ state: 'provisional', objectBy: null }, 'self-assessment.outcome-final'],
  [{ state: 'provisional', objectBy: '2026-11-21' }, 'self-assessment.objection-late'],
  [{ state: 'provisional', objectBy: '2026-11-22' }, 'may'],
  [{ state: 'provisional', objectBy: '2026-12-05' }, 'may'],
] as const)('%o: %s', (outcome, expected) => {
  const answer = mayObject(outcome, '2026-11-22');
  expect(answer.ok ? 'may' : answer.refusal.code).toBe(expected);
});
