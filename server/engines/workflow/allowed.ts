import { ok, refuse, type Refusal, type Result } from '../../platform/kernel/refusal.ts';
import { ACTION_KINDS, ACTION_TABLE, BEFORE_SIGNING, SEAL_RULE, type ActionRule } from './action-table.ts';
import type { ActionKind, ActionPayload, Actor, Who } from './action-types.ts';
import { graphOf } from './graph.ts';
import { payloadFits } from './payload-fits-the-state.ts';
import { isFinal, type OpenTask, type RequestState } from './request-state.ts';
import { actingUnit, type Step, type WorkflowDefinition } from './workflow-definition.ts';

export interface AllowedAction {
  kind: ActionKind;
  /** For actions on a step. */
  step?: string;
}

/**
 * Everything this actor may do now, for the page: `[{ kind: 'claim', step: 'verifikasi' }, …]`.
 * `state` is undefined before submission.
 */
export function allowedOn(workflow: WorkflowDefinition, state: RequestState | undefined, actor: Actor): AllowedAction[] {
  const found: AllowedAction[] = [];
  for (const kind of ACTION_KINDS) {
    for (const step of targetsOf(kind, state, actor)) {
      const refused = rowRefuses(workflow, state, kind, step, actor) ?? rightsRefuse(workflow, state, kind, step, actor);
      if (!refused) found.push({ kind, ...(step ? { step } : {}) });
    }
  }
  return found;
}

/** The kinds alone, each once, in the order of the table. */
export const allowedActions = (workflow: WorkflowDefinition, state: RequestState | undefined, actor: Actor): ActionKind[] => [
  ...new Set(allowedOn(workflow, state, actor).map((action) => action.kind)),
];

/**
 * May this actor do this now? Rights of the post, then the state. Refusals: see `refusals.ts`.
 * `at` is the moment of acting (ISO); without it moments inside the payload are not compared with now.
 */
export function mayAct(
  workflow: WorkflowDefinition, state: RequestState | undefined, actor: Actor, payload: ActionPayload, at?: string,
): Result<void> {
  const step = stepOf(payload);
  const refusal =
    rowRefuses(workflow, state, payload.kind, step, actor) ??
    rightsRefuse(workflow, state, payload.kind, step, actor) ??
    payloadFits(workflow, state, payload, at);
  return refusal ? { ok: false, refusal } : ok(undefined);
}

/** Is this possible at all in this state? What replay checks: rights of posts change, history does not. */
export function isPossible(
  workflow: WorkflowDefinition, state: RequestState | undefined, who: Who, payload: ActionPayload, at?: string,
): Result<void> {
  const refusal =
    rowRefuses(workflow, state, payload.kind, stepOf(payload), who) ?? payloadFits(workflow, state, payload, at);
  return refusal ? { ok: false, refusal } : ok(undefined);
}

export const stepOf = (payload: ActionPayload): string | undefined => ('step' in payload ? payload.step : undefined);

function targetsOf(kind: ActionKind, state: RequestState | undefined, actor: Actor): (string | undefined)[] {
  if (ruleFor(kind, actor).scope === 'request') return [undefined];
  return state ? state.openTasks.map((task) => task.step) : [];
}

const ruleFor = (kind: ActionKind, subject: { kind: string }): ActionRule =>
  kind === 'sign-requested' && subject.kind === 'system' ? SEAL_RULE : ACTION_TABLE[kind];

const no = (code: string, data?: Record<string, unknown>): Refusal => refuse(`workflow.${code}`, data).refusal;

/** The table's row against the state: status, document, step, holder. The same for pages, commands and replay. */
function rowRefuses(
  workflow: WorkflowDefinition, state: RequestState | undefined, kind: ActionKind, stepId: string | undefined, subject: Actor | Who,
): Refusal | undefined {
  const rule = ruleFor(kind, subject);
  const byKind = rule.by.some((by) => by === subject.kind || (by === 'counter' && subject.kind === 'officer'));
  if (!byKind) return no('not-for-you', { action: kind });

  const status = state?.status ?? 'none';
  if (!rule.statuses.includes(status)) return wrongStatus(state, kind);
  if (!state) return undefined;
  const phases: readonly string[] = rule.document ?? BEFORE_SIGNING;
  if (!phases.includes(state.document.phase)) return no('signing-under-way', { number: state.document.number });

  if (rule.scope === 'request') return kind === 'deem' ? deemRefuses(workflow, state) : presumeRefuses(workflow, state, kind);

  const step = stepId === undefined ? undefined : graphOf(workflow).byId.get(stepId);
  if (!step) return no('unknown-step', { step: stepId });
  const task = state.openTasks.find((open) => open.step === step.id);
  if (!task) return notOpen(state, step);
  if (rule.steps && !rule.steps.includes(step.kind)) return no('not-for-this-step', { title: step.title });
  if (rule.flag && !step[rule.flag]) return no('not-for-this-step', { title: step.title });
  return subject.kind === 'officer' ? holderRefuses(rule, task, subject) : undefined;
}

function holderRefuses(rule: ActionRule, task: OpenTask, subject: Extract<Actor | Who, { kind: 'officer' }>): Refusal | undefined {
  const mine = task.holder?.post === subject.post;
  if (rule.holder === 'nobody' && task.holder) {
    return mine ? no('already-yours', { title: task.title }) : no('held-by-other', heldBy(task));
  }
  // In a replayed history the supervisor is not known any more: the row was checked when it was accepted.
  const supervisor = rule.supervisor && (!('duties' in subject) || subject.supervises === true);
  if (supervisor) return rule.holder === 'me' && !task.holder ? no('needs-claim', { title: task.title }) : undefined;
  if (rule.holder === 'me' && !mine) return task.holder ? no('held-by-other', heldBy(task)) : no('needs-claim', { title: task.title });
  if (rule.holder === 'me-or-nobody' && task.holder && !mine) return no('held-by-other', heldBy(task));
  return undefined;
}

/** What the post may do: unit, duty, and the rule that tiered steps are done by different posts. */
function rightsRefuse(
  workflow: WorkflowDefinition, state: RequestState | undefined, kind: ActionKind, stepId: string | undefined, actor: Actor,
): Refusal | undefined {
  if (actor.kind !== 'officer') return undefined;
  const rule = ruleFor(kind, actor);
  if (rule.scope === 'request') return actor.counter ? undefined : no('not-for-you', { action: kind });
  const step = graphOf(workflow).byId.get(stepId!)!;
  if (!actor.serves(actingUnit(step))) return no('not-your-step', { title: step.title });
  if (rule.supervisor && actor.supervises) return undefined;
  if (!actor.duties.includes(step.actor.duty)) return no('not-your-step', { title: step.title });
  if (kind !== 'release' && kind !== 'assign' && didAnEarlierTier(step, state, actor.post)) {
    return no('needs-another-person', { title: step.title });
  }
  return undefined;
}

const didAnEarlierTier = (step: Step, state: RequestState | undefined, post: string): boolean =>
  (step.actor.otherThan ?? []).some((id) =>
    state?.doneSteps.some((done) => done.step === id && done.by.kind === 'officer' && done.by.post === post),
  );

function wrongStatus(state: RequestState | undefined, kind: ActionKind): Refusal {
  if (!state) return no('not-submitted');
  if (kind === 'submit') return no('already-submitted');
  if (isFinal(state.status)) return no('already-decided', { status: state.status, at: state.lastActionAt });
  if (state.status === 'returned') return no('awaiting-correction', { since: state.returned?.at });
  if (state.status === 'numbered') return no('signing-under-way', { number: state.document.number });
  return no('not-now', { action: kind, status: state.status });
}

function notOpen(state: RequestState, step: Step): Refusal {
  const done = state.doneSteps.find((entry) => entry.step === step.id);
  if (done) {
    return no('step-already-done', {
      title: step.title, at: done.at, ...(done.by.kind !== 'system' && done.by.name ? { by: done.by.name } : {}),
    });
  }
  return no('step-not-open', { title: step.title });
}

const heldBy = (task: OpenTask): Record<string, unknown> => ({
  title: task.title, post: task.holder?.post, ...(task.holder?.name ? { name: task.holder.name } : {}),
});

/** Fiktif positif only where the law of the service allows it, and never while the promise clock has not begun. */
function deemRefuses(workflow: WorkflowDefinition, state: RequestState): Refusal | undefined {
  if (!workflow.deemedApproval?.allowed) return no('deemed-not-allowed');
  return state.clocks.promise.length === 0 ? no('clock-not-started') : undefined;
}

function presumeRefuses(workflow: WorkflowDefinition, state: RequestState, kind: ActionKind): Refusal | undefined {
  if (kind !== 'presume-complete') return undefined;
  return workflow.clockStarts !== 'complete' || state.clocks.promise.length > 0 ? no('clock-already-started') : undefined;
}
