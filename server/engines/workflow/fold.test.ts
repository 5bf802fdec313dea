import { describe, expect, it } from 'vitest';
import type { Action, ActionPayload } from './action-types.ts';
import { apply, fold, HistoryBroken, type Facts } from './fold.ts';
import {
  act, agree, applicant, factsOf, hash, libraryCard, moment, pass, post, smallHall, submit, system, wholeWay, withoutVisit, withVisit,
} from './library-card.fixture.ts';
import type { RequestState } from './request-state.ts';

const after = (count: number, facts: Facts = withVisit): RequestState => fold(libraryCard, wholeWay.slice(0, count), facts);
const open = (state: RequestState): string[] => state.openTasks.map((task) => task.step);
const next = (state: RequestState, action: Action, facts: Facts = withVisit): RequestState => {
  const result = apply(libraryCard, state, action, facts);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const refusal = (state: RequestState | undefined, action: Action, facts: Facts = withVisit): string => {
  const before = structuredClone(state);
  const result = apply(libraryCard, state, action, facts);
  expect(state).toEqual(before);
  return result.ok ? 'accepted' : result.refusal.code;
};

describe('the whole way', () => {
  it('opens step after step, parallel where written, and ends issued', () => {
    const seen = wholeWay.map((_, index) => ({ ...after(index + 1) }));
    expect(seen.map(open)).toEqual([
      ['check'], ['readers', 'printers'], ['printers'], ['visit'], ['visit'], ['study'], ['amount'], ['pay'],
      ['first'], ['second'], ['sign'], ['sign'], ['sign'], [],
    ]);
    expect(seen.map((state) => state.status).slice(6)).toEqual([
      'in-progress', 'awaiting-payment', 'in-progress', 'in-progress', 'in-progress', 'in-progress', 'numbered', 'issued',
    ]);
    expect(seen.map((state) => state.seq)).toEqual(wholeWay.map((_, index) => index + 1));
    expect(seen.at(-1)!.doneSteps.map((done) => done.outcome)).toEqual([
      'pass', 'agree', 'agree', 'fit', 'recommend-approval', 'assessed', 'paid', 'initialled', 'initialled', 'signed',
    ]);
    expect(seen.at(-1)!.currentStepTitle).toBe('Selesai');
  });

  it('the signature is told as the signer’s, not the system’s', () => {
    expect(after(14).doneSteps.at(-1)!.by).toEqual(post('s'));
  });

  it('a condition that is false skips its step', () => {
    const state = after(4, withoutVisit);
    expect(open(state)).toEqual(['study']);
    expect(state.skippedSteps).toEqual(['visit']);
  });

  it('is plain JSON', () => {
    for (let count = 1; count <= wholeWay.length; count++) {
      const state = after(count);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });

  it('a history that cannot be is told with its place', () => {
    const broken = [wholeWay[0]!, wholeWay[6]!];
    expect(() => fold(libraryCard, broken, withVisit)).toThrow(HistoryBroken);
    expect(() => fold(libraryCard, [], withVisit)).toThrow(HistoryBroken);
  });
});

describe('clocks', () => {
  it('the promise stands still while the applicant pays, until the day of paying', () => {
    expect(after(14).clocks.promise).toEqual([
      { kind: 'start', at: moment(7) }, { kind: 'pause', at: moment(14) }, { kind: 'resume', at: moment(16) },
      { kind: 'stop', at: moment(21) },
    ]);
  });

  it('a step’s clock starts when it opens; the one after a payment not before the office knows of it', () => {
    const { steps } = after(14).clocks;
    expect(steps['readers']).toEqual([{ kind: 'start', at: moment(7) }, { kind: 'stop', at: moment(8) }]);
    expect(steps['pay']).toEqual([{ kind: 'start', at: moment(14) }, { kind: 'stop', at: moment(16) }]);
    expect(steps['first']![0]).toEqual({ kind: 'start', at: moment(20) });
  });

  it('returning pauses promise and open steps, correcting resumes them, with its own clock', () => {
    const returned = next(after(2), act(9, post('r'), { kind: 'return', step: 'readers', remarks: [{ path: 'nama', message: 'Lengkapi' }] }));
    expect(returned.status).toBe('returned');
    expect(returned.currentStepTitle).toBe('Menunggu perbaikan pemohon');
    expect(returned.clocks.correction).toEqual([{ kind: 'start', at: moment(9) }]);
    const corrected = next(returned, act(20, applicant, { kind: 'resubmit', answersVersion: 2 }));
    expect(corrected.clocks.promise.map((event) => event.kind)).toEqual(['start', 'pause', 'resume']);
    expect(corrected.clocks.steps['printers']!.map((event) => event.kind)).toEqual(['start', 'pause', 'resume']);
    expect(corrected.clocks.correction).toEqual([{ kind: 'start', at: moment(9) }, { kind: 'stop', at: moment(20) }]);
    expect(open(corrected)).toEqual(['readers', 'printers']);
    expect(corrected.openTasks[0]!.holder?.post).toBe('r');
    expect(corrected.returned).toBeUndefined();
  });

  it('a late entry runs from the real receipt', () => {
    const lateEntry = { receivedAt: moment(3), reason: 'Listrik padam', scans: ['u1'], typist: 'a' };
    const late = fold(libraryCard, [act(7, post('a'), { kind: 'submit', answersVersion: 1, channel: 'counter', lateEntry })], withVisit);
    expect(late.clocks.promise).toEqual([{ kind: 'start', at: moment(3) }]);
    expect(late.clocks.steps['check']).toEqual([{ kind: 'start', at: moment(3) }]);
    expect([late.submittedAt, late.receivedAt]).toEqual([moment(7), moment(3)]);
    const future = { ...lateEntry, receivedAt: moment(8) };
    expect(refusal(undefined, act(7, post('a'), { kind: 'submit', answersVersion: 1, channel: 'counter', lateEntry: future }))).toBe('workflow.in-the-future');
  });

  it('"complete" starts the promise when the file is found complete, or presumed so', () => {
    const workflow = { ...libraryCard, clockStarts: 'complete' as const };
    const submitted = fold(workflow, wholeWay.slice(0, 1), withVisit);
    expect(submitted.clocks.promise).toEqual([]);
    expect(fold(workflow, wholeWay.slice(0, 2), withVisit).clocks.promise).toEqual([{ kind: 'start', at: moment(7) }]);
    const presumed = apply(workflow, submitted, act(8, system, { kind: 'presume-complete' }), withVisit);
    expect(presumed.ok && presumed.value.clocks.promise).toEqual([{ kind: 'start', at: moment(8) }]);
    expect(presumed.ok && open(presumed.value)).toEqual(['check']);
    expect(presumed.ok && apply(workflow, presumed.value, act(9, system, { kind: 'presume-complete' }), withVisit).ok).toBe(false);
    // Returned before it was complete: nothing to pause.
    const back = apply(workflow, submitted, act(8, post('a'), { kind: 'return', step: 'check', remarks: [], general: 'Kurang' }), withVisit);
    expect(back.ok && back.value.clocks.promise).toEqual([]);
  });
});

describe('correction', () => {
  const returnFrom = (state: RequestState, step: string, who: string, redo: string[] = []): RequestState =>
    next(state, act(15, post(who), { kind: 'return', step, remarks: [{ path: 'nama', message: 'Salah' }], redo }));

  it('steps done stay done, unless they are asked again; what follows waits for them', () => {
    const corrected = next(returnFrom(after(6), 'study', 'n', ['check']), act(16, applicant, { kind: 'resubmit', answersVersion: 2 }));
    expect(open(corrected)).toEqual(['check']);
    expect(corrected.doneSteps.map((done) => done.step)).toEqual(['readers', 'printers', 'visit']);
    expect(open(next(corrected, act(17, post('a'), pass)))).toEqual(['study']);
  });

  it('changed answers void the initials', () => {
    const corrected = next(returnFrom(after(11), 'sign', 's'), act(16, applicant, { kind: 'resubmit', answersVersion: 2 }));
    expect(open(corrected)).toEqual(['first']);
    expect(corrected.doneSteps.some((done) => done.kind === 'initial')).toBe(false);
  });

  it('conditions are looked at again: a visit may become needed, or fall away', () => {
    const becomes = factsOf({ 1: false, 2: true });
    const needed = apply(libraryCard, returnFromWith(becomes), act(16, applicant, { kind: 'resubmit', answersVersion: 2 }), becomes);
    expect(needed.ok && open(needed.value)).toEqual(['visit']);
    const fallsAway = factsOf({ 1: true, 2: false });
    const scheduled = next(after(5, fallsAway), act(15, post('i'), { kind: 'return', step: 'visit', remarks: [], general: 'Alamat' }), fallsAway);
    const away = next(scheduled, act(16, applicant, { kind: 'resubmit', answersVersion: 2 }), fallsAway);
    expect(open(away)).toEqual(['study']);
    expect(away.skippedSteps).toEqual(['visit']);
  });
  const returnFromWith = (facts: Facts): RequestState => {
    const result = apply(libraryCard, fold(libraryCard, wholeWay.slice(0, 4), facts), act(15, post('n'), { kind: 'return', step: 'study', remarks: [], general: 'Jenis keliru' }), facts);
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value;
  };

  it('refuses a return without remarks, and to redo what is not done before', () => {
    const state = after(6);
    expect(refusal(state, act(15, post('n'), { kind: 'return', step: 'study', remarks: [] }))).toBe('workflow.remarks-needed');
    expect(refusal(state, act(15, post('n'), { kind: 'return', step: 'study', remarks: [], general: 'x', redo: ['sign'] }))).toBe('workflow.redo-unknown');
    expect(refusal(after(9), act(20, post('x'), { kind: 'return', step: 'first', remarks: [], general: 'x', redo: ['amount'] }))).toBe('workflow.already-paid');
  });

  it('sending back troubles officers only, and voids initials after the step', () => {
    const back = next(after(11), act(20, post('s'), { kind: 'send-back', step: 'sign', to: ['study'], note: 'Perbaiki dasar' }));
    expect(back.status).toBe('in-progress');
    expect(open(back)).toEqual(['study']);
    expect(back.openTasks[0]!.sentBack?.note).toBe('Perbaiki dasar');
    expect(back.doneSteps.map((done) => done.step)).toEqual(['check', 'readers', 'printers', 'visit', 'amount', 'pay']);
    expect(back.clocks.steps['study']!.map((event) => event.kind)).toEqual(['start']);
    expect(open(next(back, act(21, post('n'), { kind: 'complete', step: 'study', outcome: 'recommend-approval' })))).toEqual(['first']);
  });

  it('an opinion given again replaces the earlier one', () => {
    const back = next(after(6), act(15, post('n'), { kind: 'send-back', step: 'study', to: ['readers'], note: 'Lengkapi' }));
    const again = next(back, act(16, post('r'), { kind: 'opinion', step: 'readers', verdict: 'object', text: 'Tidak layak' }));
    expect(again.opinions.map((opinion) => [opinion.step, opinion.verdict])).toEqual([['printers', 'agree'], ['readers', 'object']]);
  });
});

describe('holders', () => {
  it('acting on a free step takes it; another is refused and hears who holds it', () => {
    const claimed = next(after(1), act(7, post('a'), { kind: 'claim', step: 'check' }));
    expect(refusal(claimed, act(7, post('b'), pass))).toBe('workflow.held-by-other');
    expect(refusal(claimed, act(7, post('b'), { kind: 'claim', step: 'check' }))).toBe('workflow.held-by-other');
    expect(refusal(claimed, act(7, post('a'), { kind: 'claim', step: 'check' }))).toBe('workflow.already-yours');
    expect(open(next(claimed, act(7, post('a'), pass)))).toEqual(['readers', 'printers']);
    expect(after(5).openTasks[0]!.holder?.post).toBe('i');
  });

  it('hands over and lets go', () => {
    const given = next(after(1), act(7, post('a'), { kind: 'assign', step: 'check', to: { post: 'b' } }));
    expect(given.openTasks[0]!.holder).toEqual({ post: 'b' });
    const free = next(given, act(7, post('b'), { kind: 'release', step: 'check' }));
    expect(free.openTasks[0]!.holder).toBeUndefined();
  });

  it('the second officer hears that the step is done, and by whom', () => {
    const result = apply(libraryCard, after(2), act(7, post('b'), pass), withVisit);
    expect(result.ok === false && result.refusal).toMatchObject({ code: 'workflow.step-already-done', data: { by: 'Petugas a' } });
  });
});

describe('inspection', () => {
  const visit = (more: object): ActionPayload => ({
    kind: 'record-inspection', step: 'visit', doneAt: moment(10), presence: 'present', findings: 'x', photos: [], ...more,
  });
  it('needs a surat tugas, and a visit that has happened', () => {
    expect(refusal(after(4), act(13, post('i'), visit({})))).toBe('workflow.not-scheduled');
    expect(refusal(after(5), act(9, post('i'), visit({})))).toBe('workflow.in-the-future');
  });
  it('nobody there: stays open for another date; refused: recorded and done', () => {
    const absent = next(after(5), act(13, post('i'), visit({ presence: 'absent' })));
    expect(open(absent)).toEqual(['visit']);
    expect(absent.openTasks[0]!.plan).toBeUndefined();
    expect(absent.openTasks[0]!.visits).toEqual([{ doneAt: moment(10), enteredAt: moment(13), presence: 'absent' }]);
    const refused = next(after(5), act(13, post('i'), visit({ presence: 'refused' })));
    expect(refused.doneSteps.at(-1)!.outcome).toBe('refused');
    expect(open(refused)).toEqual(['study']);
  });
});

describe('money', () => {
  it('less than assessed is refused', () => {
    const less: ActionPayload = { kind: 'record-payment', step: 'pay', proof: { kind: 'slip', upload: 'u' }, amount: 149_999, paidAt: moment(16) };
    expect(refusal(after(8), act(20, post('t'), less))).toBe('workflow.amount-differs');
    expect(refusal(after(8), act(15, post('t'), { ...less, amount: 150_000 }))).toBe('workflow.in-the-future');
  });
  it('a payment dated before the assessment counts from the assessment', () => {
    const early: ActionPayload = { kind: 'record-payment', step: 'pay', proof: { kind: 'slip', upload: 'u' }, amount: 150_000, paidAt: moment(1) };
    expect(next(after(8), act(20, post('t'), early)).clocks.promise.at(-1)).toEqual({ kind: 'resume', at: moment(14) });
  });
});

describe('checklist', () => {
  it('every item is answered, and a file with a "no" is not complete', () => {
    const answer = (checklist: object): Action => act(7, post('a'), { ...pass, checklist } as ActionPayload);
    expect(refusal(after(1), answer({}))).toBe('workflow.checklist-incomplete');
    expect(refusal(after(1), answer({ photo: 'no' }))).toBe('workflow.checklist-failed');
    expect(refusal(after(1), answer({ photo: 'not-applicable' }))).toBe('accepted');
  });
});

describe('ends', () => {
  it('rejected, withdrawn, lapsed: nothing stays open and nothing more happens', () => {
    const returned = next(after(1), act(8, post('a'), { kind: 'return', step: 'check', remarks: [], general: 'x' }));
    const ends: [RequestState, Action, string][] = [
      [after(1), act(8, post('a'), { kind: 'reject', step: 'check', reasons: [{ text: 'Bukan warga' }] }), 'rejected'],
      [after(2), act(8, applicant, { kind: 'withdraw', reason: 'Batal' }), 'withdrawn'],
      [returned, act(40, system, { kind: 'lapse', reason: 'Lewat 30 hari' }), 'lapsed'],
      [after(8), act(60, system, { kind: 'lapse', reason: 'Tidak dibayar' }), 'lapsed'],
    ];
    for (const [state, action, status] of ends) {
      const ended = next(state, action);
      expect([ended.status, ended.openTasks, ended.clocks.promise.at(-1)?.kind]).toEqual([status, [], 'stop']);
      expect(Object.values(ended.clocks.steps).every((events) => events.at(-1)!.kind === 'stop')).toBe(true);
      for (const later of wholeWay.slice(1)) expect(refusal(ended, later)).toMatch(/already-decided|not-for-you/);
    }
  });

  it('a deemed approval gets its sealed document and stays deemed', () => {
    const deemed = next(after(2), act(25, system, { kind: 'deem', legalBasis: 'Pasal 1' }));
    expect([deemed.status, deemed.openTasks]).toEqual(['deemed', []]);
    const asked = next(deemed, act(25, system, { kind: 'sign-requested' }));
    const numbered = next(asked, act(25, system, { kind: 'numbered', number: '2', documentId: 'd' }));
    const signed = next(numbered, act(25, system, { kind: 'signed', mode: 'internal', sha256: hash }));
    expect([signed.status, signed.document.phase, signed.document.number]).toEqual(['deemed', 'signed', '2']);
  });

  it('no deemed approval where the law gives none, nor while the applicant is to correct', () => {
    const { deemedApproval: _, ...rest } = libraryCard;
    const result = apply(rest, fold(rest, wholeWay.slice(0, 2), withVisit), act(25, system, { kind: 'deem', legalBasis: 'x' }), withVisit);
    expect(result.ok === false && result.refusal.code).toBe('workflow.deemed-not-allowed');
    const returned = next(after(1), act(8, post('a'), { kind: 'return', step: 'check', remarks: [], general: 'x' }));
    expect(refusal(returned, act(25, system, { kind: 'deem', legalBasis: 'x' }))).toBe('workflow.awaiting-correction');
  });
});

describe('signing in three phases', () => {
  it('a failure stays visible and a retry reuses the number', () => {
    const failed = next(after(13), act(22, system, { kind: 'sign-failed', reason: 'Penyedia tidak menjawab' }));
    expect([failed.status, failed.document.phase, failed.document.number]).toEqual(['numbered', 'failed', '1/2025']);
    const again = next(failed, act(23, post('s'), { kind: 'sign-requested', step: 'sign' }));
    expect([again.document.phase, again.document.number, again.document.attempts]).toEqual(['numbered', '1/2025', 2]);
    expect(next(again, act(23, system, { kind: 'signed', mode: 'certified', sha256: hash })).status).toBe('issued');
  });

  it('nothing else moves while a signature is under way', () => {
    for (const count of [12, 13]) {
      expect(refusal(after(count), act(22, applicant, { kind: 'withdraw', reason: 'x' }))).toBe('workflow.signing-under-way');
      expect(refusal(after(count), act(22, post('s'), { kind: 'sign-requested', step: 'sign' }))).toBe('workflow.signing-under-way');
      expect(refusal(after(count), act(22, post('s'), { kind: 'return', step: 'sign', remarks: [], general: 'x' }))).toBe('workflow.signing-under-way');
    }
    expect(refusal(after(13), act(22, system, { kind: 'numbered', number: '9', documentId: 'd' }))).not.toBe('accepted');
  });

  it('failed before a number: may still be returned', () => {
    const failed = next(after(12), act(22, system, { kind: 'sign-failed', reason: 'Frasa sandi salah' }));
    expect(failed.status).toBe('in-progress');
    expect(refusal(failed, act(22, post('s'), { kind: 'return', step: 'sign', remarks: [], general: 'x' }))).toBe('accepted');
  });
});

it('a service without a document is finished when all steps are', () => {
  const workflow = { ...smallHall, steps: smallHall.steps.slice(0, 1) };
  const state = fold(workflow, [act(7, applicant, submit), act(7, post('a'), { kind: 'complete', step: 'check', outcome: 'pass' })], withoutVisit);
  expect([state.status, state.document.phase]).toEqual(['issued', 'none']);
});

it('the join waits for both opinions, in whatever order', () => {
  const swapped = [wholeWay[0]!, wholeWay[1]!, act(8, post('p'), agree('printers'))];
  const one = fold(libraryCard, swapped, withVisit);
  expect(open(one)).toEqual(['readers']);
  expect(open(next(one, act(9, post('r'), agree('readers'))))).toEqual(['visit']);
});
