import { refuse, type Refusal } from '../../platform/kernel/refusal.ts';
import type { ActionOf } from './action-types.ts';
import { graphOf } from './graph.ts';
import type { DoneStep, RequestState } from './request-state.ts';
import type { Facts } from './settle.ts';
import type { StepKind, WorkflowDefinition } from './workflow-definition.ts';

/**
 * What may have been done on paper before a running file is taken over. An assessment and its payment stand on the letter
 * with their numbers, and an initial approves the content of a draft that is made here: these are done in the house.
 */
const DONE_ON_PAPER: readonly StepKind[] = ['verification', 'opinion', 'inspection', 'analysis'];

/** Whether a running file may enter at this step; otherwise the refusal names the earlier step at which it can. */
export function entryRefuses(workflow: WorkflowDefinition, step: string): Refusal | undefined {
  const graph = graphOf(workflow);
  const entered = graph.byId.get(step);
  if (!entered) return refuse('workflow.unknown-step', { step }).refusal;
  const before = graph.ancestors.get(step)!;
  const first = graph.order.find((one) => before.has(one.id) && !DONE_ON_PAPER.includes(one.kind));
  return first && refuse('workflow.enters-too-late', { title: entered.title, enterAt: first.title }).refusal;
}

/**
 * The state before a running file's steps open: everything before the step at which it enters was done on paper, by people
 * whom the house does not know. Steps beside it stay to be done; those whose condition is false are left to be skipped.
 */
export function doneOnPaper(workflow: WorkflowDefinition, empty: RequestState, action: ActionOf<'submit'>, facts: Facts): RequestState {
  const { ancestors, order } = graphOf(workflow);
  const before = ancestors.get(action.running!.step)!;
  const context = { answersVersion: action.answersVersion, stepAnswers: {} };
  const done = order
    .filter((step) => before.has(step.id) && (step.when === undefined || facts.evaluateWhen(step.id, context)))
    .map((step): DoneStep => ({ step: step.id, title: step.title, kind: step.kind, outcome: 'on-paper', by: { kind: 'system' }, at: action.at }));
  return { ...empty, doneSteps: done };
}
