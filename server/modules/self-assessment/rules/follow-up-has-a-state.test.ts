import { describe, expect, it } from 'vitest';
import { doneNeedsEvidence, dueForUnit, reminderOf, stateOf } from './follow-up-has-a-state.ts';

describe('a recommendation is', () => {
  it.each([
    ['open without progress', { isDone: false, hasProgress: false, due: '2026-12-31' }, 'open'],
    ['running with progress', { isDone: false, hasProgress: true, due: '2026-12-31' }, 'running'],
    ['in time on its last day', { isDone: false, hasProgress: true, due: '2026-11-22' }, 'running'],
    ['late the day after, whatever was reported', { isDone: false, hasProgress: true, due: '2026-11-21' }, 'late'],
    ['late without progress too', { isDone: false, hasProgress: false, due: '2025-01-01' }, 'late'],
    ['done even after its day', { isDone: true, hasProgress: true, due: '2025-01-01' }, 'done'],
    ['never late without a day', { isDone: false, hasProgress: false, due: null }, 'open'],
  ] as const)('%s', (_, facts, state) => expect(stateOf(facts, '2026-11-22')).toBe(state));
});

describe('the day given to a unit', () => {
  it('lies within what the organiser gave', () => {
    expect(dueForUnit('2026-12-31', '2026-12-31', '2026-11-22').ok).toBe(true);
    expect(dueForUnit('2027-01-01', '2026-12-31', '2026-11-22')).toMatchObject({ ok: false, refusal: { code: 'self-assessment.follow-up-due' } });
  });
  it('may not have passed, but today is good', () => {
    expect(dueForUnit('2026-11-22', null, '2026-11-22').ok).toBe(true);
    expect(dueForUnit('2026-11-21', null, '2026-11-22').ok).toBe(false);
  });
  it('is free where the organiser’s day has passed already', () => expect(dueForUnit('2027-03-01', '2026-01-31', '2026-11-22').ok).toBe(true));
});

it('asks for evidence with what is said to be done', () => {
  expect(doneNeedsEvidence(true, 0, '').ok).toBe(false);
  expect(doneNeedsEvidence(true, 1, '').ok).toBe(true);
  expect(doneNeedsEvidence(true, 0, 'https://jdih.contoh.go.id/1').ok).toBe(true);
  expect(doneNeedsEvidence(false, 0, '').ok).toBe(true);
});

describe('reminders', () => {
  it.each([
    ['2026-12-31', null, null], ['2026-12-06', null, 14], ['2026-12-01', null, 14], ['2026-12-01', 14, null],
    ['2026-11-25', 14, 3], ['2026-11-25', null, 3], ['2026-11-22', 3, null], ['2026-11-21', 3, -1], ['2026-11-01', null, -1], ['2026-11-01', -1, null],
  ] as const)('due %s, told %s: %s', (due, told, step) => expect(reminderOf(due, '2026-11-22', told)).toBe(step));
});
