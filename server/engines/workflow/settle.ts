import type { StepAnswers } from './action-types.ts';
import { graphOf } from './graph.ts';
import type { OpenTask, RequestState, RequestStatus } from './request-state.ts';
import { actingUnit, type Step, type WorkflowDefinition } from './workflow-definition.ts';

export interface WhenContext {
  /** Version of the applicant's answers in force. */
  answersVersion: number;
  /** What officers recorded on done steps, by step id. */
  stepAnswers: Readonly<Record<string, StepAnswers>>;
}

/** What the engine cannot know by itself. */
export interface Facts {
  /** The step's `when` over the answers; asked only for steps that have one. */
  evaluateWhen: (stepId: string, context: WhenContext) => boolean;
}

/**
 * Which steps are open now. A step opens when all steps before it, near and far, are passed (done, or skipped by
 * their `when`). A condition is looked at when its step is reached, and again only after a correction or a sending
 * back (`reconsider`): then a skipped step may open and an open one may fall away, but what is done stays done.
 */
export function openNext(
  workflow: WorkflowDefinition, state: RequestState, facts: Facts, at: string, options: { reconsider?: boolean } = {},
): RequestState {
  const graph = graphOf(workflow);
  const done = new Set(state.doneSteps.map((entry) => entry.step));
  const wasSkipped = new Set(state.skippedSteps);
  const wasOpen = new Map(state.openTasks.map((task) => [task.step, task]));
  const context: WhenContext = { answersVersion: state.answersVersion, stepAnswers: stepAnswers(state) };
  const skipped = new Set<string>();
  const open: OpenTask[] = [];

  for (const step of graph.order) {
    if (done.has(step.id)) continue;
    const passed = [...graph.ancestors.get(step.id)!].every((id) => done.has(id) || skipped.has(id));
    if (!passed) continue;
    const decided = !options.reconsider && (wasSkipped.has(step.id) || wasOpen.has(step.id));
    const skip = decided ? wasSkipped.has(step.id) : step.when !== undefined && !facts.evaluateWhen(step.id, context);
    if (skip) skipped.add(step.id);
    else open.push(wasOpen.get(step.id) ?? newTask(step, at));
  }
  // Written order, so that lists read the same for every request.
  const position = new Map(workflow.steps.map((step, index) => [step.id, index]));
  open.sort((a, b) => position.get(a.step)! - position.get(b.step)!);
  return { ...state, openTasks: open, skippedSteps: workflow.steps.map((s) => s.id).filter((id) => skipped.has(id)) };
}

const newTask = (step: Step, at: string): OpenTask => ({
  step: step.id, title: step.title, kind: step.kind, unit: actingUnit(step), duty: step.actor.duty, since: at,
});

function stepAnswers(state: RequestState): Record<string, StepAnswers> {
  const answers: Record<string, StepAnswers> = {};
  for (const done of state.doneSteps) if (done.answers) answers[done.step] = done.answers;
  return answers;
}

/**
 * Takes `redo` back from the done steps. An initial approves a content: it is void when the answers changed, and when
 * a step before it is done again.
 */
export function reopen(
  workflow: WorkflowDefinition, state: RequestState, redo: readonly string[], options: { answersChanged?: boolean } = {},
): RequestState {
  const { ancestors } = graphOf(workflow);
  const again = new Set(redo);
  const isVoid = (step: string, kind: string): boolean =>
    again.has(step) ||
    (kind === 'initial' && (options.answersChanged === true || redo.some((id) => ancestors.get(step)!.has(id))));
  return { ...state, doneSteps: state.doneSteps.filter((done) => !isVoid(done.step, done.kind)) };
}

export function statusOf(workflow: WorkflowDefinition, state: RequestState): RequestStatus {
  if (state.decision) return state.decision.kind;
  if (state.returned) return 'returned';
  const allPassed = state.doneSteps.length + state.skippedSteps.length === workflow.steps.length;
  if (allPassed) return 'issued';
  if (state.document.number && state.document.phase !== 'none') return 'numbered';
  const waits = state.openTasks.length > 0 && state.openTasks.every((task) => task.kind === 'payment');
  return waits ? 'awaiting-payment' : 'in-progress';
}

const STATUS_TITLES: Partial<Record<RequestStatus, string>> = {
  returned: 'Menunggu perbaikan pemohon', issued: 'Selesai', rejected: 'Ditolak', withdrawn: 'Ditarik pemohon',
  lapsed: 'Gugur karena lewat waktu', deemed: 'Dianggap dikabulkan', numbered: 'Menunggu tanda tangan elektronik',
};

export const currentTitle = (state: RequestState): string =>
  STATUS_TITLES[state.status] ?? state.openTasks.map((task) => task.title).join(' · ');
