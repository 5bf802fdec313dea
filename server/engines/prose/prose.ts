/**
 * The body of a letter as data, in ProseMirror's JSON: what an editor writes, a template prints and an initial approves.
 * Only what `checkProse` returned counts as Prose: it has one way of writing each thing (no empty texts, no defaults,
 * marks in order, tables without holes), so that equal bodies have equal hashes.
 */
export interface Prose {
  type: 'doc';
  content: Block[];
}

export const ALIGNS = ['left', 'center', 'right', 'justify'] as const;
/** Absent: as the template has it (paragraphs justified, cells left). */
export type Align = (typeof ALIGNS)[number];

export const MARKS = ['bold', 'italic', 'underline'] as const;
export type MarkType = (typeof MARKS)[number];
export interface Mark {
  type: MarkType;
}

export interface TextNode {
  type: 'text';
  text: string;
  marks?: Mark[];
}
export interface HardBreak {
  type: 'hardBreak';
}
/** A place for a value: `{ name: 'nama_pegawai' }`. */
export interface MergeField {
  type: 'mergeField';
  attrs: { name: string };
  marks?: Mark[];
}
export type Inline = TextNode | HardBreak | MergeField;

export interface Paragraph {
  type: 'paragraph';
  attrs?: { align: Align };
  content?: Inline[];
}
export interface Heading {
  type: 'heading';
  attrs: { level: 1 | 2 | 3; align?: Align };
  content?: Inline[];
}
export interface ListItem {
  type: 'listItem';
  content: Block[];
}
export interface BulletList {
  type: 'bulletList';
  content: ListItem[];
}
export interface OrderedList {
  type: 'orderedList';
  /** Absent: from 1. */
  attrs?: { start: number };
  content: ListItem[];
}
export interface TableCell {
  type: 'tableCell' | 'tableHeader';
  attrs?: { colspan?: number; rowspan?: number; align?: Align };
  content: Block[];
}
export interface TableRow {
  type: 'tableRow';
  content: TableCell[];
}
export interface Table {
  type: 'table';
  content: TableRow[];
}
/** Only between the blocks of the letter itself, never inside a list or table. */
export interface PageBreak {
  type: 'pageBreak';
}
export type Block = Paragraph | Heading | BulletList | OrderedList | Table | PageBreak;

/** Names of merge fields: as the fields of a letter are named. */
export const FIELD_NAME = /^[a-z][a-z0-9_]{0,59}$/;

/** A letter of some eighty pages; more belongs into an attachment. */
export const MOST_CHARACTERS = 200_000;
export const MOST_NODES = 20_000;
/** Lists in lists, tables in lists: deeper than any regulation numbers. */
export const MOST_DEPTH = 6;
export const MOST_COLUMNS = 24;
export const MOST_ROWS = 1000;

export const EMPTY_PROSE: Prose = { type: 'doc', content: [] };

export const text = (words: string, ...marks: MarkType[]): TextNode => ({ type: 'text', text: words, ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}) });
export const paragraph = (...content: (Inline | string)[]): Paragraph => ({ type: 'paragraph', ...(content.length > 0 ? { content: content.map((one) => (typeof one === 'string' ? text(one) : one)) } : {}) });
