import { ok, refuse, type Refusal, type Result } from '../../platform/kernel/refusal.ts';
import { whole } from './tables-have-no-holes.ts';
import {
  ALIGNS, FIELD_NAME, MARKS, MOST_CHARACTERS, MOST_COLUMNS, MOST_DEPTH, MOST_NODES, MOST_ROWS,
  type Align, type Block, type Heading, type Inline, type ListItem, type Mark, type Paragraph, type Prose, type Table, type TableCell, type TableRow,
} from './prose.ts';

/**
 * Reads what an editor or a neighbour posted and writes it in the one way that counts (see `Prose`). Refuses
 * `prose.malformed`, `prose.unknown-node`, `prose.unknown-mark`, `prose.misplaced`, `prose.too-long`, `prose.too-deep`,
 * `prose.table`, `prose.field-name`. Attributes that Prose does not know (an editor's own) are left out.
 * `checkProse(checkProse(x))` changes nothing.
 */
export function checkProse(value: unknown): Result<Prose> {
  try {
    const doc = nodeOf(value);
    if (doc.type !== 'doc') throw new No('prose.malformed');
    const count: Count = { nodes: 0, characters: 0 };
    return ok({ type: 'doc', content: blocksOf(doc, { count, depth: 0, inside: undefined }) });
  } catch (thrown) {
    if (thrown instanceof No) return { ok: false, refusal: thrown.refusal };
    throw thrown;
  }
}

interface Count {
  nodes: number;
  characters: number;
}
interface Place {
  count: Count;
  /** How many lists and tables lie around. */
  depth: number;
  inside: 'daftar' | 'tabel' | undefined;
}
interface Raw {
  type: string;
  attrs: Record<string, unknown>;
  content: unknown[];
  text?: unknown;
  marks?: unknown;
}

/** Only inside this file: an unfit node far down ends the reading. */
class No extends Error {
  readonly refusal: Refusal;
  constructor(code: string, data?: Record<string, unknown>) {
    super(code);
    this.refusal = refuse(code, data).refusal;
  }
}

function nodeOf(value: unknown): Raw {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new No('prose.malformed');
  const { type, attrs, content, text, marks } = value as Record<string, unknown>;
  if (typeof type !== 'string') throw new No('prose.malformed');
  if (content !== undefined && content !== null && !Array.isArray(content)) throw new No('prose.malformed');
  const known = attrs !== null && typeof attrs === 'object' && !Array.isArray(attrs) ? (attrs as Record<string, unknown>) : {};
  return { type, attrs: known, content: content ?? [], text, marks };
}

function childrenOf(raw: Raw, { count }: Place): Raw[] {
  count.nodes += raw.content.length;
  if (count.nodes > MOST_NODES) throw new No('prose.too-long', { limit: MOST_CHARACTERS });
  return raw.content.map(nodeOf);
}

const blocksOf = (raw: Raw, place: Place): Block[] => childrenOf(raw, place).map((child) => blockOf(child, place)).filter((one) => one !== undefined);

function blockOf(raw: Raw, place: Place): Block | undefined {
  switch (raw.type) {
    case 'paragraph':
      return paragraphOf(raw, place);
    case 'heading':
      return headingOf(raw, place);
    case 'bulletList':
    case 'orderedList':
      return listOf(raw, raw.type, deeper(place, 'daftar'));
    case 'table':
      return tableOf(raw, deeper(place, 'tabel'));
    case 'pageBreak':
      if (place.inside) throw new No('prose.misplaced', { name: 'ganti halaman', inside: place.inside });
      return { type: 'pageBreak' };
    case 'text':
    case 'listItem':
    case 'tableRow':
    case 'tableCell':
    case 'tableHeader':
    case 'hardBreak':
    case 'mergeField':
    case 'doc':
      throw new No('prose.malformed');
    default:
      throw new No('prose.unknown-node', { name: raw.type });
  }
}

function deeper(place: Place, inside: 'daftar' | 'tabel'): Place {
  if (place.depth >= MOST_DEPTH) throw new No('prose.too-deep', { limit: MOST_DEPTH });
  return { ...place, depth: place.depth + 1, inside };
}

function paragraphOf(raw: Raw, place: Place): Paragraph {
  const align = alignOf(raw);
  return { type: 'paragraph', ...(align ? { attrs: { align } } : {}), ...inlinesOf(raw, place) };
}

function headingOf(raw: Raw, place: Place): Heading {
  const level = raw.attrs['level'];
  const align = alignOf(raw);
  return { type: 'heading', attrs: { level: level === 1 || level === 2 ? level : 3, ...(align ? { align } : {}) }, ...inlinesOf(raw, place) };
}

const alignOf = (raw: Raw): Align | undefined => ALIGNS.find((one) => one === raw.attrs['align']);

function listOf(raw: Raw, type: 'bulletList' | 'orderedList', place: Place): Block | undefined {
  const items = childrenOf(raw, place).map((child): ListItem => {
    if (child.type !== 'listItem') throw new No('prose.malformed');
    return { type: 'listItem', content: filled(blocksOf(child, place)) };
  });
  if (items.length === 0) return undefined;
  if (type === 'bulletList') return { type, content: items };
  const start = between(raw.attrs['start'] ?? raw.attrs['order'], 1, 9999);
  return { type, ...(start > 1 ? { attrs: { start } } : {}), content: items };
}

const filled = (blocks: Block[]): Block[] => (blocks.length > 0 ? blocks : [{ type: 'paragraph' }]);

function tableOf(raw: Raw, place: Place): Table | undefined {
  const rows = childrenOf(raw, place).map((row): TableRow => {
    if (row.type !== 'tableRow') throw new No('prose.malformed');
    return { type: 'tableRow', content: childrenOf(row, place).map((cell) => cellOf(cell, place)) };
  });
  const table = whole(rows);
  if (table === 'too-large') throw new No('prose.table', { columns: MOST_COLUMNS, rows: MOST_ROWS });
  return table;
}

function cellOf(raw: Raw, place: Place): TableCell {
  if (raw.type !== 'tableCell' && raw.type !== 'tableHeader') throw new No('prose.malformed');
  const [colspan, rowspan, align] = [between(raw.attrs['colspan'], 1, MOST_COLUMNS), between(raw.attrs['rowspan'], 1, MOST_ROWS), alignOf(raw)];
  const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}), ...(align && align !== 'left' ? { align } : {}) };
  return { type: raw.type, ...(Object.keys(attrs).length > 0 ? { attrs } : {}), content: filled(blocksOf(raw, place)) };
}

const between = (value: unknown, least: number, most: number): number =>
  typeof value === 'number' && Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : least;

/** Neighbours with the same marks become one, breaks at the end go: typing them differently makes no other letter. */
function inlinesOf(raw: Raw, place: Place): { content?: Inline[] } {
  const content: Inline[] = [];
  for (const child of childrenOf(raw, place)) {
    const inline = inlineOf(child, place.count);
    const last = content.at(-1);
    if (!inline) continue;
    if (inline.type === 'text' && last?.type === 'text' && sameMarks(inline.marks, last.marks)) last.text = (last.text + inline.text).normalize('NFC');
    else content.push(inline);
  }
  while (content.at(-1)?.type === 'hardBreak') content.pop();
  return content.length > 0 ? { content } : {};
}

function inlineOf(raw: Raw, count: Count): Inline | undefined {
  switch (raw.type) {
    case 'text': {
      if (typeof raw.text !== 'string') throw new No('prose.malformed');
      count.characters += raw.text.length;
      if (count.characters > MOST_CHARACTERS) throw new No('prose.too-long', { limit: MOST_CHARACTERS });
      const text = clean(raw.text);
      return text === '' ? undefined : { type: 'text', text, ...marksOf(raw) };
    }
    case 'hardBreak':
      return { type: 'hardBreak' };
    case 'mergeField': {
      const name = raw.attrs['name'];
      if (typeof name !== 'string' || !FIELD_NAME.test(name)) throw new No('prose.field-name', { name: String(name) });
      return { type: 'mergeField', attrs: { name }, ...marksOf(raw) };
    }
    case 'paragraph':
    case 'listItem':
      throw new No('prose.malformed');
    default:
      throw new No('prose.unknown-node', { name: raw.type });
  }
}

/** One form of each letter, blanks for tabs and line ends, no marks that hide or turn around what is read. */
const clean = (text: string): string =>
  text.normalize('NFC').replace(/[\t\r\n\u2028\u2029]+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, '').replace(/\p{Cs}/gu, '\ufffd');

function marksOf(raw: Raw): { marks?: Mark[] } {
  if (raw.marks === undefined || raw.marks === null) return {};
  if (!Array.isArray(raw.marks)) throw new No('prose.malformed');
  const types = new Set(raw.marks.map((mark) => nodeOf(mark).type));
  for (const type of types) if (!MARKS.some((one) => one === type)) throw new No('prose.unknown-mark', { name: type });
  const marks = MARKS.filter((type) => types.has(type)).map((type) => ({ type }));
  return marks.length > 0 ? { marks } : {};
}

export const sameMarks = (a: readonly Mark[] | undefined, b: readonly Mark[] | undefined): boolean =>
  (a?.length ?? 0) === (b?.length ?? 0) && (a ?? []).every((mark, index) => mark.type === b![index]!.type);
