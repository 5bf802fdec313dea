import { ok, refuse } from '../../platform/kernel/refusal.ts';
import type { Result } from '../../platform/kernel/refusal.ts';

/** A value that is worked out from others. Names in `needs` that are no node are ignored (facts). */
export interface ComputedNode {
  id: string;
  needs: readonly string[];
}

/**
 * The order in which values can be worked out, each after what it needs; stable for independent ones.
 * Refuses `expression.cycle` with `{ cycle: ['a', 'b', 'a'], message }`.
 */
export function orderComputed(nodes: readonly ComputedNode[]): Result<string[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const ordered: string[] = [];
  let cycle: string[] | undefined;

  const visit = (id: string): void => {
    if (cycle || state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      cycle = [...path.slice(path.indexOf(id)), id];
      return;
    }
    state.set(id, 'open');
    path.push(id);
    for (const need of byId.get(id)!.needs) if (byId.has(need)) visit(need);
    path.pop();
    state.set(id, 'done');
    ordered.push(id);
  };
  for (const node of nodes) visit(node.id);
  if (cycle) return refuse('expression.cycle', { cycle, message: `Isian saling menunggu: ${cycle.join(' → ')}.` });
  return ok(ordered);
}
