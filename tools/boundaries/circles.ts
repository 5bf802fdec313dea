import { isContract } from './place.ts';
import type { House } from './house.ts';

export interface Circle {
  /** The files in order; the last imports the first. */
  files: string[];
  /** Line in `files[0]` of the import that begins the circle. */
  line: number;
}

interface Edge {
  to: string;
  line: number;
}

/**
 * Finds one circle per knot of files that import each other. Types count too, except types of a contract:
 * two neighbours may name each other's types, since nothing is loaded for them.
 */
export function findCircles(house: House): Circle[] {
  const edges = new Map<string, Edge[]>();
  for (const file of house.files.values()) {
    const outgoing: Edge[] = [];
    for (const { target, typeOnly, line } of file.imports) {
      if (target.kind !== 'file' || !house.files.has(target.path)) continue;
      if (typeOnly && isContract(target.path) && target.path !== file.path) continue;
      outgoing.push({ to: target.path, line });
    }
    edges.set(file.path, outgoing);
  }
  return knots([...edges.keys()], edges).map((knot) => shortestCircle(knot, edges));
}

/** Tarjan's strongly connected components, those with a circle in them. */
function knots(nodes: string[], edges: Map<string, Edge[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];

  const connect = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    onStack.add(node);
    for (const { to } of edges.get(node) ?? []) {
      if (!index.has(to)) {
        connect(to);
        low.set(node, Math.min(low.get(node)!, low.get(to)!));
      } else if (onStack.has(to)) {
        low.set(node, Math.min(low.get(node)!, index.get(to)!));
      }
    }
    if (low.get(node) !== index.get(node)) return;
    const knot: string[] = [];
    let member: string;
    do {
      member = stack.pop()!;
      onStack.delete(member);
      knot.push(member);
    } while (member !== node);
    const selfImport = (edges.get(node) ?? []).some((edge) => edge.to === node);
    if (knot.length > 1 || selfImport) found.push(knot);
  };
  for (const node of nodes) if (!index.has(node)) connect(node);
  return found;
}

function shortestCircle(knot: string[], edges: Map<string, Edge[]>): Circle {
  const members = new Set(knot);
  const start = [...knot].sort()[0]!;
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const { to } of edges.get(at) ?? []) {
      if (to === start) return circleOf(start, at, cameFrom, edges);
      if (!members.has(to) || cameFrom.has(to)) continue;
      cameFrom.set(to, at);
      queue.push(to);
    }
  }
  return { files: knot, line: 1 };
}

function circleOf(start: string, last: string, cameFrom: Map<string, string>, edges: Map<string, Edge[]>): Circle {
  const files = [last];
  while (files[0] !== start) files.unshift(cameFrom.get(files[0]!)!);
  const next = files[1] ?? start;
  return { files, line: edges.get(start)!.find((edge) => edge.to === next)!.line };
}
