import type { Action, Actor } from './action-types.ts';
import { mayAct } from './allowed.ts';
import { apply, type Facts } from './fold.ts';
import { graphOf } from './graph.ts';
import type { RequestState } from './request-state.ts';
import type { Step, WorkflowDefinition } from './workflow-definition.ts';

export interface CollapsibleStep {
  step: string;
  title: string;
  /** The action that ends the step. */
  action: 'complete' | 'initial' | 'sign-requested';
  /** The step asks for something (form or checklist) that the one page must show. */
  asks: boolean;
}

/**
 * Steps that fall on the same post one after the other (a desa of three people) and may be done in one confirmation,
 * in order. Empty when there are fewer than two. Visits, opinions and money never collapse: each is an act of its own.
 * The caller performs the listed actions one by one, in one transaction, up to and including a `sign-requested`.
 */
export function collapsible(workflow: WorkflowDefinition, state: RequestState, actor: Actor, facts: Facts): CollapsibleStep[] {
  if (actor.kind !== 'officer') return [];
  const chain: CollapsibleStep[] = [];
  let current = state;
  for (;;) {
    const next = current.openTasks
      .map((task) => graphOf(workflow).byId.get(task.step)!)
      .map((step) => ({ step, action: endingAction(step, actor.post, current.lastActionAt) }))
      .find(({ action }) => action && mayAct(workflow, current, actor, action).ok);
    if (!next?.action) break;
    const kind = next.action.kind as CollapsibleStep['action'];
    const { id, title, form, checklist } = next.step;
    chain.push({ step: id, title, action: kind, asks: form.length > 0 || checklist.length > 0 });
    const after = apply(workflow, current, next.action, facts);
    if (!after.ok || kind === 'sign-requested') break;
    current = after.value;
  }
  return chain.length > 1 ? chain : [];
}

/** Played out to see what opens next; the real action carries what the officer enters. */
function endingAction(step: Step, post: string, at: string): Action | undefined {
  const envelope = { at, by: { kind: 'officer', post } } as const;
  switch (step.kind) {
    case 'verification':
    case 'analysis': {
      const checklist = Object.fromEntries(step.checklist.map((item) => [item.id, 'yes' as const]));
      const outcome = step.kind === 'verification' ? 'pass' : 'recommend-approval';
      return { kind: 'complete', step: step.id, outcome, checklist, ...envelope };
    }
    case 'initial':
      return { kind: 'initial', step: step.id, contentHash: '', ...envelope };
    case 'signature':
      return { kind: 'sign-requested', step: step.id, ...envelope };
    default:
      return undefined;
  }
}
