import { ok, type Refusal, type Result } from '../../platform/kernel/refusal.ts';
import type { Action, ActionOf, OfficerRef, StepAnswers, Who } from './action-types.ts';
import { isPossible } from './allowed.ts';
import { notBefore, syncClocks } from './clocks.ts';
import { applyDocument } from './document-phases.ts';
import { graphOf } from './graph.ts';
import type { DoneStep, OpenTask, RequestState } from './request-state.ts';
import { doneOnPaper } from './running-file.ts';
import { currentTitle, openNext, reopen, statusOf, type Facts } from './settle.ts';
import { actingUnit, type WorkflowDefinition } from './workflow-definition.ts';

export type { Facts, WhenContext } from './settle.ts';

/** A stored action that its own history refuses: the data was changed from outside. Never expected. */
export class HistoryBroken extends Error {
  readonly index: number;
  readonly refusal: Refusal;
  constructor(index: number, refusal: Refusal) {
    super(`tindakan ke-${index + 1} tidak mungkin menurut riwayatnya: ${refusal.code}`);
    this.name = 'HistoryBroken';
    this.index = index;
    this.refusal = refusal;
  }
}

/**
 * The state of a request from all its accepted actions, oldest first.
 *
 *     fold(workflow, [submit, complete, signRequested, numbered, signed], facts).status // 'issued'
 */
export function fold(workflow: WorkflowDefinition, actions: readonly Action[], facts: Facts): RequestState {
  let state: RequestState | undefined;
  actions.forEach((action, index) => {
    const next = apply(workflow, state, action, facts);
    if (!next.ok) throw new HistoryBroken(index, next.refusal);
    state = next.value;
  });
  if (!state) throw new HistoryBroken(0, { code: 'workflow.not-submitted' });
  return state;
}

/**
 * One more action. Asks whether it is possible in this state (`mayAct` asks before, whether the actor may);
 * a refused action leaves `state` as it was. A step nobody holds is taken by acting on it.
 */
export function apply(
  workflow: WorkflowDefinition, state: RequestState | undefined, action: Action, facts: Facts,
): Result<RequestState> {
  const possible = isPossible(workflow, state, action.by, action, action.at);
  if (!possible.ok) return possible;
  if (!state) return ok(begin(workflow, action as ActionOf<'submit'>, facts));

  const changed = change(workflow, state, action, facts);
  const status = statusOf(workflow, changed);
  const settled: RequestState = {
    ...changed, status, seq: state.seq + 1, lastActionAt: action.at, openTasks: isOver(status) ? [] : changed.openTasks,
  };
  const ticking = syncClocks(workflow, state, settled, action);
  return ok({ ...ticking, currentStepTitle: currentTitle(ticking) });
}

const isOver = (status: RequestState['status']): boolean =>
  status === 'issued' || status === 'rejected' || status === 'withdrawn' || status === 'lapsed' || status === 'deemed';

function begin(workflow: WorkflowDefinition, action: ActionOf<'submit'>, facts: Facts): RequestState {
  const empty: RequestState = {
    status: 'in-progress', seq: 0, answersVersion: action.answersVersion,
    submittedAt: action.at, receivedAt: action.countsFrom ?? action.lateEntry?.receivedAt ?? action.at,
    ...(action.lateEntry ? { lateEntry: action.lateEntry } : {}),
    lastActionAt: action.at, openTasks: [], doneSteps: [], skippedSteps: [], currentStepTitle: '',
    clocks: { promise: [], steps: {}, correction: [] }, opinions: [], document: { phase: 'none', attempts: 0 },
  };
  const begun = action.running ? doneOnPaper(workflow, empty, action, facts) : empty;
  const opened = openNext(workflow, begun, facts, begun.doneSteps.length > 0 ? notBefore(begun, action.at) : begun.receivedAt, { reconsider: true });
  const settled = { ...opened, status: statusOf(workflow, opened), seq: 1 };
  const ticking = syncClocks(workflow, empty, settled, action);
  return { ...ticking, currentStepTitle: currentTitle(ticking) };
}

function change(workflow: WorkflowDefinition, state: RequestState, action: Action, facts: Facts): RequestState {
  const finish = (step: string, done: Omit<DoneStep, 'step' | 'title' | 'kind' | 'by' | 'at'>, more: Partial<RequestState> = {}) =>
    openNext(workflow, { ...stepDone(workflow, state, step, action, done), ...more }, facts, action.at);

  switch (action.kind) {
    case 'submit':
      return state;
    case 'claim':
      return hold(state, action.step, officer(action.by));
    case 'release':
      return hold(state, action.step, undefined);
    case 'assign':
      return hold(state, action.step, action.to);

    case 'complete':
      return finish(action.step, { outcome: action.outcome, ...recorded(action) });
    case 'opinion': {
      const step = graphOf(workflow).byId.get(action.step)!;
      const opinion = {
        step: action.step, unit: actingUnit(step), verdict: action.verdict, text: action.text,
        conditions: action.conditions ?? [], by: action.by, at: action.at,
      };
      // An opinion that is given again replaces the earlier one.
      const others = state.opinions.filter((entry) => entry.step !== action.step);
      return finish(action.step, { outcome: action.verdict, note: action.text, ...recorded(action) }, { opinions: [...others, opinion] });
    }
    case 'schedule-inspection': {
      const { visitAt, team, letterNumber, toldApplicant } = action;
      const plan = { visitAt, team, toldApplicant, ...(letterNumber ? { letterNumber } : {}) };
      return touch(state, action.step, action.by, (task) => ({ ...task, plan }));
    }
    case 'record-inspection':
      return recordInspection(workflow, state, action, facts);
    case 'record-assessment': {
      const { skpdNumber, amount, paymentCode, dueOn } = action;
      return finish(
        action.step, { outcome: 'assessed', note: skpdNumber, ...recorded(action) },
        { assessment: { skpdNumber, amount, paymentCode, dueOn, at: action.at } },
      );
    }
    case 'record-payment':
      return finish(action.step, { outcome: 'paid', note: action.proof.kind }, {
        payment: { amount: action.amount, paidAt: action.paidAt, proof: action.proof.kind, at: action.at },
      });
    case 'initial':
      return finish(action.step, { outcome: 'initialled', contentHash: action.contentHash, ...recorded(action) });

    case 'return': {
      const { remarks, general, redo = [], step } = action;
      const held = touch(state, step, action.by, (task) => task);
      return { ...held, returned: { step, remarks, redo, at: action.at, by: action.by, ...(general ? { general } : {}) } };
    }
    case 'resubmit': {
      const { returned, ...rest } = state;
      const corrected = reopen(workflow, { ...rest, answersVersion: action.answersVersion }, returned!.redo, { answersChanged: true });
      return openNext(workflow, corrected, facts, action.at, { reconsider: true });
    }
    case 'send-back': {
      const held = touch(state, action.step, action.by, (task) => task);
      const opened = openNext(workflow, reopen(workflow, held, action.to), facts, action.at, { reconsider: true });
      const sentBack = { note: action.note, by: action.by, at: action.at };
      return { ...opened, openTasks: opened.openTasks.map((task) => (action.to.includes(task.step) ? { ...task, sentBack } : task)) };
    }

    case 'reject':
      return { ...state, decision: { kind: 'rejected', reasons: action.reasons, at: action.at, by: action.by } };
    case 'withdraw':
      return { ...state, decision: { kind: 'withdrawn', reasons: [{ text: action.reason }], at: action.at, by: action.by } };
    case 'lapse':
      return { ...state, decision: { kind: 'lapsed', reasons: [{ text: action.reason }], at: action.at, by: action.by } };
    case 'deem': {
      const reasons = [{ text: 'Dianggap dikabulkan karena batas waktu terlampaui', legalBasis: action.legalBasis }];
      return { ...state, decision: { kind: 'deemed', reasons, at: action.at, by: action.by } };
    }

    case 'sign-requested': {
      const held = action.step ? touch(state, action.step, action.by, (task) => task) : state;
      return { ...held, document: applyDocument(state.document, action) };
    }
    case 'numbered':
    case 'sign-failed':
      return { ...state, document: applyDocument(state.document, action) };
    case 'signed': {
      const document = applyDocument(state.document, action);
      const task = state.openTasks.find((open) => open.kind === 'signature');
      // A deemed approval is sealed without a step.
      if (!task) return { ...state, document };
      const by = state.document.requestedBy ?? action.by;
      return openNext(workflow, { ...stepDone(workflow, state, task.step, { ...action, by }, { outcome: 'signed' }), document }, facts, action.at);
    }
    case 'presume-complete':
      return state; // the clock starts in syncClocks
  }
}

function recordInspection(
  workflow: WorkflowDefinition, state: RequestState, action: ActionOf<'record-inspection'>, facts: Facts,
): RequestState {
  const visit = { doneAt: action.doneAt, enteredAt: action.at, presence: action.presence };
  const visited = touch(state, action.step, action.by, (task) => ({ ...task, visits: [...(task.visits ?? []), visit] }));
  const concludes = action.concludes ?? action.presence !== 'absent';
  if (!concludes) return touch(visited, action.step, action.by, ({ plan: _, ...task }) => task);
  const outcome = action.presence === 'present' ? (action.recommendation ?? 'inspected') : action.presence;
  const done = stepDone(workflow, visited, action.step, action, { outcome, note: action.findings, ...recorded(action) });
  return openNext(workflow, done, facts, action.at);
}

const officer = (by: Who): OfficerRef | undefined =>
  by.kind === 'officer'
    ? { post: by.post, ...(by.person ? { person: by.person } : {}), ...(by.name ? { name: by.name } : {}) }
    : undefined;

function hold(state: RequestState, step: string, holder: OfficerRef | undefined): RequestState {
  const change = ({ holder: _, ...task }: OpenTask): OpenTask => ({ ...task, ...(holder ? { holder } : {}) });
  return { ...state, openTasks: state.openTasks.map((task) => (task.step === step ? change(task) : task)) };
}

/** Changes a task; whoever acts on a free one holds it from then on. */
function touch(state: RequestState, step: string, by: Who, edit: (task: OpenTask) => OpenTask): RequestState {
  const holder = officer(by);
  const take = (task: OpenTask): OpenTask => (task.holder || !holder ? task : { ...task, holder });
  return { ...state, openTasks: state.openTasks.map((task) => (task.step === step ? edit(take(task)) : task)) };
}

function stepDone(
  workflow: WorkflowDefinition, state: RequestState, id: string, action: { at: string; by: Who },
  done: Omit<DoneStep, 'step' | 'title' | 'kind' | 'by' | 'at'>,
): RequestState {
  const { title, kind } = graphOf(workflow).byId.get(id)!;
  return {
    ...state,
    openTasks: state.openTasks.filter((task) => task.step !== id),
    doneSteps: [...state.doneSteps, { step: id, title, kind, ...done, by: action.by, at: action.at }],
  };
}

type Recorded = { note?: string; answers?: StepAnswers; checklist?: DoneStep['checklist'] };
const recorded = (action: Recorded): Recorded => ({
  ...(action.note ? { note: action.note } : {}),
  ...(action.answers ? { answers: action.answers } : {}),
  ...(action.checklist ? { checklist: action.checklist } : {}),
});
