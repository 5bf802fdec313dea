import { refuse, type Refusal } from '../../platform/kernel/refusal.ts';
import type { ActionPayload, CheckAnswer } from './action-types.ts';
import { graphOf } from './graph.ts';
import type { RequestState } from './request-state.ts';
import { entryRefuses } from './running-file.ts';
import type { Step, WorkflowDefinition } from './workflow-definition.ts';

/** What the payload says against what is known of the request. Shapes were checked by `actionInput` before. */
export function payloadFits(
  workflow: WorkflowDefinition, state: RequestState | undefined, payload: ActionPayload, at: string | undefined,
): Refusal | undefined {
  const future = (moment: string | undefined): Refusal | undefined =>
    at && moment && Date.parse(moment) > Date.parse(at) ? no('in-the-future', { moment }) : undefined;
  switch (payload.kind) {
    case 'submit':
      return future(payload.lateEntry?.receivedAt) ?? (payload.running && entryRefuses(workflow, payload.running.step));
    case 'resubmit':
      return payload.answersVersion <= state!.answersVersion ? no('old-answers', { version: state!.answersVersion }) : undefined;
    case 'complete':
      return outcomeRefuses(stepIn(workflow, payload.step), payload.outcome) ??
        checklistRefuses(stepIn(workflow, payload.step), payload.checklist);
    case 'opinion':
      return checklistRefuses(stepIn(workflow, payload.step), payload.checklist);
    case 'return':
      if (payload.remarks.length === 0 && !payload.general?.trim()) return no('remarks-needed');
      return redoRefuses(workflow, state!, payload.step, payload.redo ?? []);
    case 'send-back':
      return payload.to.length === 0 ? no('redo-unknown') : redoRefuses(workflow, state!, payload.step, payload.to);
    case 'reject':
      return payload.reasons.length === 0 ? no('reasons-needed') : undefined;
    case 'record-inspection': {
      const task = state!.openTasks.find((open) => open.step === payload.step)!;
      if (!task.plan) return no('not-scheduled', { title: task.title });
      const concludes = payload.concludes ?? payload.presence !== 'absent';
      return future(payload.doneAt) ??
        (concludes && payload.presence === 'present'
          ? checklistRefuses(stepIn(workflow, payload.step), payload.checklist) : undefined);
    }
    case 'record-payment':
      return future(payload.paidAt) ?? amountRefuses(state!, payload.amount);
    default:
      return undefined;
  }
}

const no = (code: string, data?: Record<string, unknown>): Refusal => refuse(`workflow.${code}`, data).refusal;
const stepIn = (workflow: WorkflowDefinition, id: string): Step => graphOf(workflow).byId.get(id)!;

function outcomeRefuses(step: Step, outcome: string): Refusal | undefined {
  const fits = step.kind === 'verification' ? outcome === 'pass' : true;
  return fits ? undefined : no('not-for-this-step', { title: step.title });
}

/** Every item needs an answer; a file with a "no" on it is not complete: it goes back to the applicant. */
function checklistRefuses(step: Step, answers: Record<string, CheckAnswer> = {}): Refusal | undefined {
  const missing = step.checklist.filter((item) => !answers[item.id]);
  if (missing.length > 0) {
    return {
      ...no('checklist-incomplete', { title: step.title, missing: missing.map((item) => item.label) }),
      fields: missing.map((item) => ({ path: `checklist.${item.id}`, message: `Jawab butir "${item.label}".` })),
    };
  }
  const failed = step.checklist.filter((item) => answers[item.id] === 'no');
  return step.kind === 'verification' && failed.length > 0
    ? no('checklist-failed', { title: step.title, failed: failed.map((item) => item.label) })
    : undefined;
}

/** Only done steps before this one can be done again; money that was paid is not asked twice. */
function redoRefuses(workflow: WorkflowDefinition, state: RequestState, from: string, redo: readonly string[]): Refusal | undefined {
  const before = graphOf(workflow).ancestors.get(from)!;
  for (const id of redo) {
    const done = state.doneSteps.find((entry) => entry.step === id);
    if (!before.has(id) || !done) return no('redo-unknown', { step: id });
    if (done.kind === 'payment' || (done.kind === 'assessment' && state.payment)) return no('already-paid', { title: done.title });
  }
  return undefined;
}

function amountRefuses(state: RequestState, paid: number): Refusal | undefined {
  const owed = state.assessment?.amount;
  return owed !== undefined && paid < owed ? no('amount-differs', { owed, paid }) : undefined;
}
