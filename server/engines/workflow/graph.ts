import type { Step, WorkflowDefinition } from './workflow-definition.ts';

/** The steps as a graph: what each waits for, in an order in which every step comes after what it waits for. */
export interface WorkflowGraph {
  byId: ReadonlyMap<string, Step>;
  /** Direct predecessors. */
  after: ReadonlyMap<string, readonly string[]>;
  /** All predecessors, near and far. */
  ancestors: ReadonlyMap<string, ReadonlySet<string>>;
  /** Topological; steps on a cycle are left out (see `cycle`). */
  order: readonly Step[];
  /** Ids that form a cycle, closed ("a, b, a"), or undefined. */
  cycle?: readonly string[];
}

const cache = new WeakMap<WorkflowDefinition, WorkflowGraph>();

/** Worked out once per definition object. Unknown names in `after` are ignored here and told by `checkWorkflow`. */
export function graphOf(workflow: WorkflowDefinition): WorkflowGraph {
  let graph = cache.get(workflow);
  if (!graph) cache.set(workflow, (graph = build(workflow)));
  return graph;
}

/** Direct predecessors as written: without `after` a step follows the one above; `after: []` starts at once. */
export function writtenAfter(workflow: WorkflowDefinition, index: number): readonly string[] {
  const step = workflow.steps[index]!;
  if (step.after) return step.after;
  return index === 0 ? [] : [workflow.steps[index - 1]!.id];
}

function build(workflow: WorkflowDefinition): WorkflowGraph {
  const byId = new Map<string, Step>();
  for (const step of workflow.steps) if (!byId.has(step.id)) byId.set(step.id, step);
  const after = new Map<string, readonly string[]>();
  workflow.steps.forEach((step, index) => {
    if (!after.has(step.id)) after.set(step.id, [...new Set(writtenAfter(workflow, index))].filter((id) => byId.has(id)));
  });

  const ancestors = new Map<string, Set<string>>();
  const order: Step[] = [];
  const trail: string[] = [];
  let cycle: string[] | undefined;
  const visit = (id: string): void => {
    if (ancestors.has(id) || cycle) return;
    const seenAt = trail.indexOf(id);
    if (seenAt >= 0) {
      // The trail walks backwards through `after`; turned round it reads in the order of doing.
      cycle = [...trail.slice(seenAt), id].reverse();
      return;
    }
    trail.push(id);
    const all = new Set<string>();
    for (const before of after.get(id)!) {
      visit(before);
      if (cycle) return;
      all.add(before);
      for (const far of ancestors.get(before)!) all.add(far);
    }
    trail.pop();
    ancestors.set(id, all);
    order.push(byId.get(id)!);
  };
  for (const id of byId.keys()) visit(id);
  return { byId, after, ancestors, order, ...(cycle ? { cycle } : {}) };
}
