import { CLOSED_STATES, type State } from '../contract.ts';
import { extendClock, pauseClock, resumeClock, startClock, stopClock, stopClocks } from './run-the-clocks.ts';
import type { Action, ActionOf, Hop, ReportState } from './report-state.ts';

/**
 * The state after one more accepted action. Pure and total: whether an action may be done is asked before
 * (`mayAct`), so a stored history always folds.
 */
export function apply(before: ReportState | undefined, action: Action): ReportState {
  if (action.kind === 'submit') return begin(action);
  if (!before) throw new Error('a history begins with submit');
  const s: ReportState = { ...structuredClone(before), seq: before.seq + 1 };
  step(s, action);
  const closed = CLOSED_STATES.includes(s.state);
  if (closed && !s.finishedAt) s.finishedAt = action.at;
  if (!closed) delete s.finishedAt;
  return s;
}

export const fold = (actions: readonly Action[]): ReportState => {
  let state: ReportState | undefined;
  for (const action of actions) state = apply(state, action);
  if (!state) throw new Error('no action');
  return state;
};

function begin(a: ActionOf<'submit'>): ReportState {
  const s: ReportState = {
    seq: 1, state: 'submitted', kind: a.as, category: a.category, channel: a.channel, submittedAt: a.submittedAt, receivedAt: a.at, returns: 0, answers: 0, clocks: {}, hops: a.hops ?? [], reopened: 0,
  };
  startClock(s, 'verification', a);
  return s;
}

function step(s: ReportState, a: Action): void {
  switch (a.kind) {
    case 'submit':
      return;
    case 'verify':
      s.state = 'verified';
      s.kind = a.as;
      s.category = a.category;
      s.verifiedAt ??= a.at;
      return startClock(s, 'resolution', a);
    case 'recategorize':
      s.kind = a.as;
      s.category = a.category;
      return;
    case 'hold':
      s.state = 'held';
      s.questionSeq = s.seq;
      pauseClock(s, 'verification', 'held', a.at);
      return startClock(s, 'completion', a);
    case 'supply':
      s.state = 'submitted';
      delete s.questionSeq;
      stopClock(s, 'completion', a.at);
      return resumeClock(s, 'verification', 'held', a.at);
    case 'archive':
      return close(s, 'archived', a.at, () => (s.archivedFor = a.reason));
    case 'withdraw':
      return close(s, 'archived', a.at, () => (s.archivedFor = 'withdrawn'));
    case 'unarchive':
      s.state = 'submitted';
      delete s.archivedFor;
      delete s.disposition;
      delete s.draft;
      return startClock(s, 'verification', a);
    case 'dispose':
      endPause(s, a);
      s.state = 'disposed';
      s.disposition = { seq: s.seq, lead: a.lead, supporting: a.supporting, from: a.by.kind === 'officer' ? a.by.unit : '', at: a.at };
      delete s.draft;
      stopClock(s, 'verification', a.at);
      // A report without its time of completeness begins to count at the latest when a unit has it.
      if (!s.clocks.resolution || s.clocks.resolution.at(-1)?.kind === 'stop') startClock(s, 'resolution', a);
      return startClock(s, 'first-answer', a);
    case 'accept':
      if (s.disposition) s.disposition.acceptedAt ??= a.at;
      return;
    case 'return':
      endPause(s, a);
      s.state = 'verified';
      s.returns += 1;
      delete s.disposition;
      delete s.draft;
      stopClock(s, 'first-answer', a.at);
      // Forwarding is due anew; the promise to the reporter runs on.
      return startClock(s, 'verification', a);
    case 'contribute':
      return;
    case 'draft-answer':
      s.draft = { seq: s.seq, outcome: a.outcome, status: 'waiting' };
      if (s.disposition) s.disposition.acceptedAt ??= a.at;
      return;
    case 'return-answer':
      if (s.draft) s.draft.status = 'returned';
      return;
    case 'approve-answer':
      if (s.draft) s.draft.status = 'approved';
      return;
    case 'paper-approval':
      if (s.draft) Object.assign(s.draft, { status: 'approved', onPaper: true });
      return;
    case 'publish-answer':
      return answer(s, a);
    case 'reply':
      if (s.state === 'wait-reporter') {
        s.state = 'in-progress';
        delete s.questionSeq;
        stopClock(s, 'reporter-reply', a.at);
        resumeClock(s, 'resolution', 'wait-reporter', a.at);
      }
      return;
    case 'extend':
      s.extended = true;
      return extendClock(s, 'resolution', a);
    case 'forward':
      s.state = 'not-ours';
      s.hops.push(a.hop);
      delete s.disposition;
      delete s.draft;
      stopClocks(s, a.at);
      return;
    case 'hop-proof':
      openHop(s, (hop) => (hop.proof = true));
      return;
    case 'hop-asked':
      openHop(s, (hop) => (hop.nextAskAt = a.nextAskAt));
      return;
    case 'hop-answered':
      openHop(s, (hop) => {
        hop.answeredAt = a.at;
        hop.answeredBy = s.seq;
        delete hop.nextAskAt;
      });
      if (a.outcome === 'resolved') {
        s.answers += 1;
        s.lastAnswerSeq = s.seq;
        s.firstAnswerAt ??= a.at;
        return resolve(s, a);
      }
      s.state = 'submitted';
      return startClock(s, 'verification', a);
    case 'schedule':
      s.state = 'scheduled';
      s.schedule = { seq: s.seq, budgetYear: a.budgetYear, budget: a.budget, unit: a.unit, returnsAt: a.returnsAt };
      // The reporter has been told when it will be done: that is the first follow-up.
      s.answers += 1;
      s.lastAnswerSeq = s.seq;
      s.firstAnswerAt ??= a.at;
      stopClock(s, 'first-answer', a.at);
      return pauseClock(s, 'resolution', 'scheduled', a.at);
    case 'unschedule':
      s.state = 'in-progress';
      return resumeClock(s, 'resolution', 'scheduled', a.at);
    case 'rate':
      s.rating = { seq: s.seq, stars: a.stars, solved: a.solved };
      if (!a.solved) askReopening(s, a.at);
      return;
    case 'request-reopen':
      return askReopening(s, a.at);
    case 'reopen':
      s.state = s.disposition ? 'in-progress' : 'verified';
      s.reopened += 1;
      delete s.resolvedAt;
      delete s.rating;
      delete s.draft;
      return startClock(s, s.disposition ? 'resolution' : 'verification', a);
    case 'refuse-reopen':
      s.state = 'resolved';
      return;
    case 'merge':
      return close(s, 'duplicate', a.at, () => (s.duplicateOf = a.into));
    case 'unmerge':
      s.state = 'verified';
      delete s.duplicateOf;
      delete s.disposition;
      delete s.draft;
      startClock(s, 'resolution', a);
      return startClock(s, 'verification', a);
    case 'time-out':
      if (s.state === 'held') return close(s, 'archived', a.at, () => (s.archivedFor = 'no-data'));
      return resolve(s, a);
  }
}

function answer(s: ReportState, a: ActionOf<'publish-answer'>): void {
  s.answers += 1;
  s.lastAnswerSeq = s.seq;
  s.firstAnswerAt ??= a.at;
  delete s.draft;
  stopClock(s, 'first-answer', a.at);
  if (s.state === 'wait-reporter') {
    delete s.questionSeq;
    stopClock(s, 'reporter-reply', a.at);
    resumeClock(s, 'resolution', 'wait-reporter', a.at);
  }
  if (a.outcome === 'resolved') return resolve(s, a);
  // An answer that says how a scheduled report stands leaves it scheduled.
  if (a.outcome === 'progress') {
    if (s.state !== 'scheduled') s.state = 'in-progress';
    return;
  }
  if (s.state === 'scheduled') resumeClock(s, 'resolution', 'scheduled', a.at);
  s.state = 'wait-reporter';
  s.questionSeq = s.seq;
  startClock(s, 'reporter-reply', a);
  pauseClock(s, 'resolution', 'wait-reporter', a.at);
}

/** Somebody else goes on with it: what was waited for is waited for no longer, and what was asked to be reopened is. */
function endPause(s: ReportState, a: Action): void {
  if (s.state === 'wait-reporter') {
    delete s.questionSeq;
    stopClock(s, 'reporter-reply', a.at);
    resumeClock(s, 'resolution', 'wait-reporter', a.at);
  }
  if (s.state === 'scheduled') resumeClock(s, 'resolution', 'scheduled', a.at);
  if (s.state === 'reopen-requested') {
    s.reopened += 1;
    delete s.resolvedAt;
    delete s.rating;
  }
}

function resolve(s: ReportState, a: Action): void {
  close(s, 'resolved', a.at, () => (s.resolvedAt = a.at));
  startClock(s, 'reopen-window', a);
}

function close(s: ReportState, state: State, at: string, also: () => void): void {
  s.state = state;
  delete s.questionSeq;
  delete s.draft;
  stopClocks(s, at);
  also();
}

function askReopening(s: ReportState, at: string): void {
  s.state = 'reopen-requested';
  stopClock(s, 'reopen-window', at);
}

function openHop(s: ReportState, change: (hop: Hop) => void): void {
  const hop = s.hops.at(-1);
  if (hop && !hop.answeredAt) change(hop);
}
