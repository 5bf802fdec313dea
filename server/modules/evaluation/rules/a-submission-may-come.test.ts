import { describe, expect, it } from 'vitest';
import { submissionMayCome } from './a-submission-may-come.ts';

const campaign = {
  state: 'open' as 'draft' | 'open' | 'closed',
  phases: [
    { phase: 'self' as const, from: '2026-08-01', to: '2026-09-15' }, { phase: 'internal' as const, from: '2026-09-18', to: '2026-09-20' }, { phase: 'document' as const, from: '2026-09-21', to: '2026-10-10' },
    { phase: 'interview' as const, from: '2026-10-11', to: '2026-10-20' }, { phase: 'final' as const, from: '2026-11-01', to: '2026-11-20' },
  ],
};
const on = (day: string, isFirst: boolean, given = campaign) => {
  const may = submissionMayCome(given, isFirst, day);
  return may.ok ? 'ok' : may.refusal.code;
};

describe('when a submission may come', () => {
  it.each([
    ['2026-07-31', true, 'evaluation.too-early'], ['2026-08-01', true, 'ok'], ['2026-09-15', true, 'ok'], ['2026-09-16', true, 'ok'], ['2026-09-20', true, 'ok'], ['2026-09-21', true, 'evaluation.too-late'], ['2026-10-15', true, 'evaluation.too-late'],
    ['2026-09-25', false, 'evaluation.too-late'], ['2026-10-11', false, 'ok'], ['2026-10-20', false, 'ok'], ['2026-10-21', false, 'evaluation.too-late'],
  ])('on %s (first: %s): %s', (day, isFirst, expected) => expect(on(day, isFirst)).toBe(expected));
  it('only while the campaign runs', () => {
    expect(on('2026-09-01', true, { ...campaign, state: 'draft' })).toBe('evaluation.not-open');
    expect(on('2026-09-01', true, { ...campaign, state: 'closed' })).toBe('evaluation.not-open');
  });
});
