import type { LayananDefinition } from '../definition.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';

/** A page, field, option, step, clause or section, found by its stable id wherever it stands. */
export interface DefinitionNode {
  /** `field:usaha_nama`, `step:periksa`, `field:titik/alamat` in a group, `section:standard`. Stable when it moves. */
  key: string;
  kind: string;
  /** For the versions page: label, title or id. */
  name: string;
}
export interface NodeChange extends DefinitionNode {
  changes: { property: string; before?: unknown; after?: unknown }[];
  /** It stands elsewhere now: on another page, or in another place among its neighbours. */
  moved?: { from: string; to: string };
}
export interface DefinitionDiff {
  added: DefinitionNode[];
  removed: DefinitionNode[];
  changed: NodeChange[];
}

interface Placed extends DefinitionNode {
  parent: string;
  own: Record<string, unknown>;
}

/** What changed from `a` to `b`, node by node. Order of properties and unset defaults do not matter. */
export function diffDefinitions(a: LayananDefinition, b: LayananDefinition): DefinitionDiff {
  const before = nodesOf(a);
  const after = nodesOf(b);
  const bare = ({ key, kind, name }: Placed): DefinitionNode => ({ key, kind, name });
  const changed: NodeChange[] = [];
  for (const node of after.values()) {
    const old = before.get(node.key);
    if (!old) continue;
    const changes = changesOf(old.own, node.own);
    const moved = movedAmong(old, node, before, after);
    if (changes.length > 0 || moved) changed.push({ ...bare(node), changes, ...(moved ? { moved } : {}) });
  }
  return {
    added: [...after.values()].filter((node) => !before.has(node.key)).map(bare),
    removed: [...before.values()].filter((node) => !after.has(node.key)).map(bare),
    changed,
  };
}

const KIND_OF_LIST: Record<string, string> = {
  pages: 'page', fields: 'field', options: 'option', steps: 'step', checklist: 'check', form: 'step-field',
  legalBasis: 'legal-basis', components: 'fee-component',
};
/** Ids of pages, fields and steps are unique in the whole definition; the others only within their node. */
const GLOBAL = new Set(['page', 'field', 'step', 'legal-basis', 'fee-component']);

function nodesOf(definition: LayananDefinition): Map<string, Placed> {
  const nodes = new Map<string, Placed>();
  const visit = (value: object, node: DefinitionNode, parent: string): void => {
    const own: Record<string, unknown> = {};
    const placed: Placed = { ...node, parent, own };
    nodes.set(node.key, placed);
    for (const [property, inner] of Object.entries(value)) {
      if (isNodeList(inner)) inner.forEach((child) => visit(child, childOf(placed, property, child), node.key));
      else if (parent === '' && isPlain(inner)) visit(inner, { key: `section:${property}`, kind: 'section', name: property }, node.key);
      else own[property] = inner;
    }
  };
  visit(definition, { key: 'layanan', kind: 'layanan', name: definition.name }, '');
  return nodes;
}

function childOf(parent: Placed, list: string, child: { id: string; label?: unknown; title?: unknown }): DefinitionNode {
  const kind = KIND_OF_LIST[list] ?? list;
  const inGroup = parent.kind === 'field' && kind === 'field';
  const prefix = GLOBAL.has(kind) && !inGroup ? '' : `${parent.key.slice(parent.key.indexOf(':') + 1)}/`;
  const name = [child.label, child.title].find((text): text is string => typeof text === 'string') ?? child.id;
  return { key: `${kind}:${prefix}${child.id}`, kind, name };
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNodeList = (value: unknown): value is { id: string }[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isPlain(item) && 'id' in item && typeof item.id === 'string');

function changesOf(before: Record<string, unknown>, after: Record<string, unknown>): NodeChange['changes'] {
  // An empty list of nodes (all removed, or first ones added) is told by the nodes themselves.
  const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((property) => !(isEmpty(before[property]) && isEmpty(after[property])))
    .filter((property) => canonicalJson(before[property]) !== canonicalJson(after[property]))
    .map((property) => ({
      property,
      ...(before[property] === undefined ? {} : { before: before[property] }),
      ...(after[property] === undefined ? {} : { after: after[property] }),
    }));
}

/** Moved to another parent, or behind a neighbour it stood before; added and removed neighbours do not count. */
function movedAmong(
  old: Placed, node: Placed, before: Map<string, Placed>, after: Map<string, Placed>,
): NodeChange['moved'] | undefined {
  // Sections are keys of the definition, and keys have no order.
  if (node.kind === 'section') return undefined;
  if (old.parent !== node.parent) return { from: old.parent, to: node.parent };
  const stayed = (from: Map<string, Placed>, other: Map<string, Placed>): string[] =>
    [...from.values()]
      .filter((one) => one.parent === node.parent && one.kind === node.kind && other.get(one.key)?.parent === node.parent)
      .map((one) => one.key);
  const was = stayed(before, after);
  const is = stayed(after, before);
  const previous = (list: string[]): string => list[list.indexOf(node.key) - 1] ?? '';
  const next = (list: string[]): string => list[list.indexOf(node.key) + 1] ?? '';
  if (previous(was) === previous(is) || next(was) === next(is)) return undefined;
  return { from: `sesudah ${previous(was) || 'awal'}`, to: `sesudah ${previous(is) || 'awal'}` };
}
