import { Schema, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from 'prosemirror-model';
import { MARKS } from '../../../../server/engines/prose/prose.ts';

/** The nodes of engine prose as ProseMirror knows them; names and attributes are the same, so that its JSON is Prose once checked. */
const align = { align: { default: null } };
const rata = (node: Node): Record<string, string> => (node.attrs['align'] ? { class: `rata-${String(node.attrs['align'])}` } : {});
const spans = (node: Node): Record<string, string> => {
  const { colspan, rowspan } = node.attrs as { colspan: number; rowspan: number };
  return { ...rata(node), ...(colspan > 1 ? { colspan: String(colspan) } : {}), ...(rowspan > 1 ? { rowspan: String(rowspan) } : {}) };
};
const spansOf = (element: HTMLElement) => ({ colspan: Number(element.getAttribute('colspan') ?? 1), rowspan: Number(element.getAttribute('rowspan') ?? 1), align: alignOf(element) });
const alignOf = (element: HTMLElement): string | null => /(?:^|\s)rata-(left|center|right|justify)/.exec(element.className)?.[1] ?? null;
const cell = { content: 'block+', attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null }, ...align }, isolating: true };

const nodes: Record<string, NodeSpec> = {
  doc: { content: '(block | pageBreak)+' },
  paragraph: { content: 'inline*', group: 'block', attrs: align, parseDOM: [{ tag: 'p', getAttrs: (element) => ({ align: alignOf(element) }) }], toDOM: (node) => ['p', rata(node), 0] },
  heading: {
    content: 'inline*', group: 'block', defining: true, attrs: { level: { default: 1 }, ...align },
    parseDOM: [1, 2, 3].map((level) => ({ tag: `h${level + 2}`, getAttrs: (element: HTMLElement) => ({ level, align: alignOf(element) }) })),
    toDOM: (node) => [`h${Number(node.attrs['level']) + 2}`, rata(node), 0],
  },
  bulletList: { content: 'listItem+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
  orderedList: {
    content: 'listItem+', group: 'block', attrs: { start: { default: 1 } },
    parseDOM: [{ tag: 'ol', getAttrs: (element) => ({ start: Number(element.getAttribute('start') ?? 1) }) }],
    toDOM: (node) => ['ol', node.attrs['start'] === 1 ? {} : { start: String(node.attrs['start']) }, 0],
  },
  listItem: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  table: { content: 'tableRow+', group: 'block', tableRole: 'table', isolating: true, parseDOM: [{ tag: 'table' }], toDOM: (): DOMOutputSpec => ['table', ['tbody', 0]] },
  tableRow: { content: '(tableCell | tableHeader)*', tableRole: 'row', parseDOM: [{ tag: 'tr' }], toDOM: () => ['tr', 0] },
  tableCell: { ...cell, tableRole: 'cell', parseDOM: [{ tag: 'td', getAttrs: spansOf }], toDOM: (node) => ['td', spans(node), 0] },
  tableHeader: { ...cell, tableRole: 'header_cell', parseDOM: [{ tag: 'th', getAttrs: spansOf }], toDOM: (node) => ['th', spans(node), 0] },
  pageBreak: { selectable: true, atom: true, parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr', { class: 'ganti-halaman' }] },
  text: { group: 'inline' },
  hardBreak: { group: 'inline', inline: true, selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  mergeField: {
    group: 'inline', inline: true, atom: true, attrs: { name: {} },
    parseDOM: [{ tag: 'span[data-isian]', getAttrs: (element) => ({ name: element.dataset['isian'] }) }],
    toDOM: (node) => ['span', { class: 'isian', 'data-isian': String(node.attrs['name']) }, String(node.attrs['name'])],
  },
};
const TAGS = { bold: 'strong', italic: 'em', underline: 'u' } as const;
const marks = Object.fromEntries(MARKS.map((name): [string, MarkSpec] => [name, { parseDOM: [{ tag: TAGS[name] }], toDOM: () => [TAGS[name], 0] }]));

export const schema = new Schema({ nodes, marks });
