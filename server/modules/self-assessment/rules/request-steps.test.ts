import { expect, test } from 'vitest';
import { REQUEST_STATES } from '../contract/request-operations.ts';
import { after, isOverdue, remindStep, type RequestStep } from './request-steps.ts';

test('what is accepted or withdrawn stays so; only open papers are handed in', () => {
  const steps: RequestStep[] = ['hand-in', 'give-back', 'accept', 'ask-again', 'withdraw'];
  expect(Object.fromEntries(REQUEST_STATES.map((state) => [state, steps.filter((step) => after(state, step) !== undefined)]))).toEqual({
    open: ['hand-in', 'give-back', 'withdraw'], handed: ['accept', 'ask-again', 'withdraw'], returned: ['ask-again', 'withdraw'], accepted: [], withdrawn: [],
  });
});
test.each([['2026-03-01', 'open', true], ['2026-03-02', 'open', false], ['2026-03-01', 'handed', false]] as const)('due %s, %s: overdue %s', (due, state, late) => expect(isOverdue({ due, state }, '2026-03-02')).toBe(late));
test.each([
  ['2026-03-10', null, null], ['2026-03-05', null, 3], ['2026-03-04', 3, null], ['2026-03-03', 3, 1], ['2026-03-02', 1, null], ['2026-03-02', null, 1], ['2026-03-01', 1, -1], ['2026-02-01', null, -1], ['2026-02-01', -1, null],
])('due %s, told %s: %s', (due, told, step) => expect(remindStep(due, '2026-03-02', told)).toBe(step));
