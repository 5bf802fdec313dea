import type { Action } from './action-types.ts';
import { isFinal, type ClockEvent, type RequestState } from './request-state.ts';
import type { WorkflowDefinition } from './workflow-definition.ts';

/**
 * The events of the clocks, from how the state moved. The office's promise stands still while the applicant corrects
 * or pays; each step has its own clock; correcting has one too (licensing reference, section 5).
 */
export function syncClocks(workflow: WorkflowDefinition, before: RequestState, after: RequestState, action: Action): RequestState {
  const moment = momentOf(before, after, action);
  // A running file was elsewhere until now: only its promise runs from the receipt, the step at which it enters from here.
  const begins = action.kind === 'submit' && after.doneSteps.length === 0;
  const opensAt = begins ? moment : notBefore(after, action.at);
  return {
    ...after,
    clocks: {
      promise: promiseClock(workflow, after, action, moment),
      steps: stepClocks(before, after, { moment, opensAt }),
      correction: correctionClock(before, after, notBefore(after, action.at)),
    },
  };
}

/**
 * When what happened counts from: late entries from the real receipt, a payment from the day it was paid (an office
 * that reads the bank's file late does not gain time), all else from the moment of the action.
 */
function momentOf(before: RequestState, after: RequestState, action: Action): string {
  if (action.kind === 'submit') return after.receivedAt;
  if (action.kind !== 'record-payment') return notBefore(after, action.at);
  const openSince = before.openTasks.find((task) => task.step === action.step)?.since ?? after.receivedAt;
  const lastTurn = lastEvent(after.clocks.promise)?.at ?? openSince;
  return [openSince, lastTurn, action.paidAt].reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}

/** A diligent officer may act before the moment from which the request counts; its clocks do not run before it. */
export const notBefore = (state: RequestState, at: string): string => (Date.parse(at) < Date.parse(state.receivedAt) ? state.receivedAt : at);

const lastEvent = (events: readonly ClockEvent[]): ClockEvent | undefined => events.at(-1);
const runs = (events: readonly ClockEvent[]): boolean => ['start', 'resume'].includes(lastEvent(events)?.kind ?? '');

function promiseClock(workflow: WorkflowDefinition, after: RequestState, action: Action, at: string): ClockEvent[] {
  const events = after.clocks.promise;
  if (lastEvent(events)?.kind === 'stop') return events;
  if (events.length === 0) {
    if (isFinal(after.status) || !starts(workflow, after, action)) return events;
    return after.status === 'awaiting-payment' ? [{ kind: 'start', at }, { kind: 'pause', at }] : [{ kind: 'start', at }];
  }
  if (isFinal(after.status)) return [...events, { kind: 'stop', at }];
  const stands = after.status === 'returned' || after.status === 'awaiting-payment';
  if (stands && runs(events)) return [...events, { kind: 'pause', at }];
  if (!stands && !runs(events)) return [...events, { kind: 'resume', at }];
  return events;
}

/** "complete": from the moment a verification finds the file complete, or it is presumed so. */
function starts(workflow: WorkflowDefinition, after: RequestState, action: Action): boolean {
  if (workflow.clockStarts === 'submitted') return true;
  return action.kind === 'presume-complete' || after.doneSteps.some((done) => done.kind === 'verification');
}

function stepClocks(
  before: RequestState, after: RequestState, { moment: at, opensAt }: { moment: string; opensAt: string },
): Record<string, ClockEvent[]> {
  const clocks: Record<string, ClockEvent[]> = { ...after.clocks.steps };
  const isDone = (state: RequestState, step: string) => state.doneSteps.some((done) => done.step === step);
  const over = isFinal(after.status);
  const open = new Map(after.openTasks.map((task) => [task.step, task]));

  for (const step of new Set([...Object.keys(clocks), ...open.keys()])) {
    const events = clocks[step] ?? [];
    const ended = lastEvent(events)?.kind === 'stop';
    if (isDone(after, step) || over) {
      if (events.length > 0 && !ended) clocks[step] = [...events, { kind: 'stop', at }];
    } else if (!open.has(step) || after.status === 'returned') {
      // Waits again for an earlier step, or for the applicant; taken back steps start anew when they open.
      if (isDone(before, step)) delete clocks[step];
      else if (runs(events)) clocks[step] = [...events, { kind: 'pause', at }];
    } else if (events.length === 0 || ended) {
      clocks[step] = [{ kind: 'start', at: opensAt }];
    } else if (!runs(events)) {
      clocks[step] = [...events, { kind: 'resume', at: opensAt }];
    }
  }
  return clocks;
}

function correctionClock(before: RequestState, after: RequestState, at: string): ClockEvent[] {
  if (before.status !== 'returned' && after.status === 'returned') return [{ kind: 'start', at }];
  if (before.status === 'returned' && after.status !== 'returned') return [...after.clocks.correction, { kind: 'stop', at }];
  return after.clocks.correction;
}
