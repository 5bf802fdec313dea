import { expect, it } from 'vitest';
import { builtInCalendar } from '../working-time/built-in-calendar.ts';
import { foldClock } from '../working-time/case-clock.ts';
import type { Action } from './action-types.ts';
import { fold } from './fold.ts';
import { caseClockEvents } from './for-working-time.ts';
import { act, applicant, libraryCard, moment, pass, post, submit, withoutVisit } from './library-card.fixture.ts';

// Licensing reference, section 5: complete Tue 7 Jan 2025, limit 5 working days; returned Thu 9 Jan, resubmitted
// Mon 20 Jan: 2 days used, 3 remain, due Thu 23 Jan. Before the return: due Tue 14 Jan.
const workflow = { ...libraryCard, clockStarts: 'complete' as const, promise: { amount: 5, unit: 'working-days' as const } };
const calendar = builtInCalendar({ zone: 'WIB', week: 5 });
const reading = (...actions: Action[]) => {
  const state = fold(workflow, actions, withoutVisit);
  return foldClock(caseClockEvents(state.clocks.promise, workflow.promise, 'dinas'), () => calendar);
};
const complete = [act(6, applicant, submit), act(7, post('a'), pass)];
const returned = act(9, post('r'), { kind: 'return', step: 'readers', remarks: [], general: 'Lengkapi' });
const corrected = act(20, applicant, { kind: 'resubmit', answersVersion: 2 });

it('the worked example of the reference', () => {
  expect(reading(...complete).due).toBe('2025-01-14');
  expect(reading(...complete, returned)).toMatchObject({ state: 'paused', used: 2, due: null });
  expect(reading(...complete, returned, corrected)).toMatchObject({ state: 'running', remaining: 3, due: '2025-01-23' });
});

it('before the file is complete nothing runs; a decision stops it', () => {
  expect(reading(complete[0]!).state).toBe('idle');
  expect(reading(...complete, act(8, applicant, { kind: 'withdraw', reason: 'Batal' })).state).toBe('stopped');
});

it('start and stop of one moment keep their order', () => {
  const events = caseClockEvents([{ kind: 'start', at: moment(7) }, { kind: 'pause', at: moment(7) }], workflow.promise, 'dinas');
  expect(foldClock([...events].reverse(), () => calendar).state).toBe('paused');
});
