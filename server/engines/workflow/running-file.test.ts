import { describe, expect, it } from 'vitest';
import type { ActionPayload } from './action-types.ts';
import { allowedOn } from './allowed.ts';
import { apply, fold } from './fold.ts';
import { act, agree, libraryCard, moment, officer, pass, post, withoutVisit, withVisit } from './library-card.fixture.ts';
import { entryRefuses } from './running-file.ts';

const taken = (step: string): ActionPayload => ({
  kind: 'submit', answersVersion: 1, channel: 'import', lateEntry: { receivedAt: moment(2), reason: 'Berkas berjalan', scans: [], typist: 'loket' }, running: { register: '12/2025', step },
});
const enter = (step: string, facts = withVisit) => fold(libraryCard, [act(20, post('loket'), taken(step))], facts);

describe('a running file', () => {
  it('enters at its step: what came before is done, what comes after is not, the promise runs from the receipt', () => {
    const state = enter('study');
    expect(state.openTasks.map((task) => [task.step, task.since])).toEqual([['study', moment(20)]]);
    expect(state.doneSteps.map((done) => [done.step, done.outcome, done.by.kind])).toEqual([['check', 'on-paper', 'system'], ['readers', 'on-paper', 'system'], ['printers', 'on-paper', 'system'], ['visit', 'on-paper', 'system']]);
    expect(state.receivedAt).toBe(moment(2));
    expect(state.clocks.promise).toEqual([{ kind: 'start', at: moment(2) }]);
    expect(state.clocks.steps).toEqual({ study: [{ kind: 'start', at: moment(20) }] });
  });

  it('at the first step is like any late entry', () => {
    const state = enter('check');
    expect(state.doneSteps).toEqual([]);
    expect(state.openTasks).toMatchObject([{ step: 'check', since: moment(2) }]);
    expect(state.clocks.steps).toEqual({ check: [{ kind: 'start', at: moment(2) }] });
  });

  it('leaves the steps beside it open, and skips those whose condition is false', () => {
    expect(enter('printers').openTasks.map((task) => task.step)).toEqual(['readers', 'printers']);
    expect(enter('study', withoutVisit)).toMatchObject({ skippedSteps: ['visit'], openTasks: [{ step: 'study' }] });
    expect(enter('visit', withoutVisit).openTasks.map((task) => task.step)).toEqual(['study']);
  });

  it('starts a promise that begins with a complete file, since the check was made', () => {
    const workflow = { ...libraryCard, clockStarts: 'complete' as const };
    expect(fold(workflow, [act(20, post('loket'), taken('study'))], withVisit).clocks.promise).toEqual([{ kind: 'start', at: moment(2) }]);
    expect(fold(workflow, [act(20, post('loket'), taken('check'))], withVisit).clocks.promise).toEqual([]);
  });

  it('cannot pass over what stands on the letter or approves its draft', () => {
    for (const step of ['check', 'readers', 'visit', 'study', 'amount']) expect(entryRefuses(libraryCard, step)).toBeUndefined();
    expect(entryRefuses(libraryCard, 'pay')).toMatchObject({ code: 'workflow.enters-too-late', data: { title: 'Pembayaran', enterAt: 'Penetapan' } });
    expect(entryRefuses(libraryCard, 'sign')).toMatchObject({ data: { enterAt: 'Penetapan' } });
    expect(entryRefuses(libraryCard, 'nowhere')).toMatchObject({ code: 'workflow.unknown-step' });
    expect(apply(libraryCard, undefined, act(20, post('loket'), taken('sign')), withVisit)).toMatchObject({ ok: false, refusal: { code: 'workflow.enters-too-late' } });
    expect(apply(libraryCard, undefined, act(1, post('loket'), taken('study')), withVisit)).toMatchObject({ ok: false, refusal: { code: 'workflow.in-the-future' } });
  });

  it('goes on as every other, and a step done on paper can be done again here', () => {
    const first = act(20, post('loket'), taken('study'));
    const back = act(21, post('ana'), { kind: 'send-back', step: 'study', to: ['readers'], note: 'Pendapat tidak terbaca.' });
    const again = fold(libraryCard, [first, back, act(22, post('r'), agree('readers'))], withVisit);
    expect(again.openTasks.map((task) => task.step)).toEqual(['study']);
    expect(again.opinions).toHaveLength(1);
    expect(allowedOn(libraryCard, again, officer('ana', ['analyst'])).map((one) => one.kind)).toContain('complete');
    expect(fold(libraryCard, [first, act(21, post('ana'), { kind: 'return', step: 'study', remarks: [], general: 'Kurang.', redo: ['check'] }), act(25, { kind: 'applicant' }, { kind: 'resubmit', answersVersion: 2 }), act(26, post('v'), pass)], withVisit)).toMatchObject({ status: 'in-progress', openTasks: [{ step: 'study' }] });
  });
});
