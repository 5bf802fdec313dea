import { isMap, isScalar, isSeq, parseDocument, type Document, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';

/**
 * One change to a definition, by the stable ids of its nodes: `form.pages.usaha.fields.usaha_nama`,
 * `workflow.steps.periksa`, `legalBasis.uu_25_2009`; the definition itself is the empty path.
 */
export type DefinitionEdit =
  /** Keys below the node, dotted (`promise.amount`); null takes a key out. */
  | { do: 'set'; node: string; values: Record<string, unknown> }
  | { do: 'add'; list: string; value: Record<string, unknown> }
  | { do: 'remove'; node: string }
  | { do: 'move'; node: string; by: -1 | 1 };

/**
 * The text with the changes made, everything else as its author wrote it: comments, quotes, order and line breaks stay.
 * It changes and does not judge; the loader checks the result. Refuses `layanan.no-such-node` with `{ node }`.
 */
export function editSource(source: string, edits: readonly DefinitionEdit[]): Result<string> {
  const document = parseDocument(source, { uniqueKeys: true, merge: false });
  for (const edit of edits) {
    const done = change(document, edit);
    if (!done.ok) return done;
  }
  return ok(asWritten(document.toString({ lineWidth: 0 }), source));
}

function change(document: Document, edit: DefinitionEdit): Result<true> {
  switch (edit.do) {
    case 'set': {
      const node = nodeAt(document, edit.node);
      if (!isMap(node)) return missing(edit.node);
      for (const [key, value] of Object.entries(edit.values)) set(document, node, key.split('.'), value);
      return ok(true);
    }
    case 'add': {
      const list = nodeAt(document, edit.list) ?? begin(document, edit.list);
      if (!isSeq(list)) return missing(edit.list);
      list.add(document.createNode(edit.value, { flow: list.items.length > 0 && list.items.every((item) => isMap(item) && item.flow === true) }));
      return ok(true);
    }
    case 'remove': {
      const [list, at] = place(document, edit.node);
      if (!list) return missing(edit.node);
      list.items.splice(at, 1);
      return ok(true);
    }
    case 'move': {
      const [list, at] = place(document, edit.node);
      const to = at + edit.by;
      if (!list) return missing(edit.node);
      if (to < 0 || to >= list.items.length) return ok(true);
      const [item] = list.items.splice(at, 1);
      list.items.splice(to, 0, item!);
      return ok(true);
    }
  }
}

const missing = (node: string) => refuse('layanan.no-such-node', { node });

function nodeAt(document: Document, path: string): unknown {
  let node: unknown = document.contents;
  for (const part of path === '' ? [] : path.split('.')) {
    if (isMap(node)) node = node.get(part, true);
    else if (isSeq(node)) node = node.items[indexIn(node, part)];
    else return undefined;
  }
  return node;
}

/** An item is named by its id, or by its place where items have none. */
function indexIn(list: YAMLSeq, part: string): number {
  const at = list.items.findIndex((item) => isMap(item) && String(item.get('id')) === part);
  return at >= 0 ? at : /^\d{1,3}$/.test(part) && !list.items.some((item) => isMap(item) && item.has('id')) ? Number(part) : -1;
}

function place(document: Document, path: string): [YAMLSeq, number] | [undefined, -1] {
  const parts = path.split('.');
  const last = parts.pop()!;
  const list = nodeAt(document, parts.join('.'));
  const at = isSeq(list) ? indexIn(list, last) : -1;
  return isSeq(list) && at >= 0 && at < list.items.length ? [list, at] : [undefined, -1];
}

/** A list that the definition does not have yet, below a node that it has. */
function begin(document: Document, path: string): YAMLSeq | undefined {
  const parts = path.split('.');
  const key = parts.pop()!;
  const parent = nodeAt(document, parts.join('.'));
  if (!isMap(parent)) return undefined;
  const list = document.createNode([]) as YAMLSeq;
  parent.set(key, list);
  return list;
}

function set(document: Document, map: YAMLMap, path: string[], value: unknown): void {
  const [key, ...rest] = path as [string, ...string[]];
  const known = map.get(key, true) as Node | undefined;
  if (rest.length > 0) {
    if (isMap(known)) set(document, known, rest, value);
    else if (value !== null) map.set(key, document.createNode(nested(rest, value)));
    return;
  }
  if (value === null || value === undefined) map.delete(key);
  else if (isScalar(known) && typeof value !== 'object') known.value = value;
  else if (isSeq(known) && Array.isArray(value)) fill(document, known, value);
  else map.set(key, document.createNode(value));
}

const nested = (path: string[], value: unknown): unknown => path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

/** Items that were there keep their node, and with it their comment and their way of writing. */
function fill(document: Document, list: YAMLSeq, values: readonly unknown[]): void {
  const before = [...list.items];
  const flowing = before.length > 0 && before.every((item) => isMap(item) && item.flow === true);
  const idOf = (value: unknown): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['id'] : value);
  list.items = values.map((value) => {
    const known = before.find((item) => (isScalar(item) ? item.value === value : isMap(item) && idOf(value) !== undefined && item.get('id') === idOf(value)));
    if (!known) return document.createNode(value, { flow: flowing });
    if (isMap(known)) for (const [key, inner] of Object.entries(value as Record<string, unknown>)) set(document, known, [key], inner);
    return known;
  });
}

/** The printer pads short lists, `[ a, b ]`; lines that nobody changed stand as they stood. */
function asWritten(printed: string, source: string): string {
  const bare = (line: string): string => line.replace(/\[ /g, '[').replace(/ \]/g, ']');
  const written = new Map(source.split('\n').map((line) => [bare(line), line]));
  return printed.split('\n').map((line) => written.get(bare(line)) ?? line.replace(/^(\s*(?:- )?[A-Za-z_]+: )\[ (.*) \]$/, '$1[$2]')).join('\n');
}

/** Keys and indexes of a problem as the path of stable ids: `['form', 'pages', 0]` → `form.pages.pengantar`. */
export function nodePath(data: unknown, path: readonly (string | number)[]): string {
  let node = data;
  return path.map((part) => {
    node = typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[part] : undefined;
    const id = typeof part === 'number' && typeof node === 'object' && node !== null ? (node as Record<string, unknown>)['id'] : undefined;
    return typeof id === 'string' ? id : String(part);
  }).join('.');
}
