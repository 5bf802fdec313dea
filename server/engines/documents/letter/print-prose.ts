import { checkProse } from '../../prose/check-prose.ts';
import { fillKnown, mapInline, mergeFieldsOf } from '../../prose/merge-fields.ts';
import { proseText } from '../../prose/prose-text.ts';
import type { Block, HardBreak, Heading, Paragraph, Table, TableCell, TextNode } from '../../prose/prose.ts';
import { refuse, type Result } from '../../../platform/kernel/refusal.ts';

/** What a template gets of a body: its blocks, columns of tables with their widths, rows of headings counted. */
export interface PrintedProse {
  type: 'doc';
  content: PrintedBlock[];
  /** The last block is a short paragraph that may stand on the page of the signature. */
  closes: boolean;
}
type Printed<T> = Omit<T, 'content'> & { content?: (TextNode | HardBreak)[] };
export type PrintedBlock =
  | Printed<Paragraph> | Printed<Heading> | { type: 'pageBreak' }
  | { type: 'bulletList' | 'orderedList'; attrs?: { start: number }; content: { type: 'listItem'; content: PrintedBlock[] }[] }
  | { type: 'table'; columns: number[]; headRows: number; content: { type: 'tableRow'; content: (Omit<TableCell, 'content'> & { content: PrintedBlock[] })[] }[] };

/** What a body may name without anybody filling it in; known once the letter has it. */
export interface OwnFacts {
  nomor?: string | undefined;
  tanggal?: string | undefined;
  tempat?: string | undefined;
}

/** Marks of a finished file that the template has its own places for. */
const PLACED = new Set(['ttd', 'qr', 'tembusan']);
/** Longer last paragraphs may break over pages. */
const CLOSING_CHARACTERS = 600;

/**
 * A body made ready for print: merge fields of the letter's own facts filled in; others are refused with
 * `prose.fields-missing`, or, in a draft, printed as "[nama]".
 */
export function printProse(value: unknown, own: OwnFacts, draft: boolean): Result<PrintedProse> {
  const checked = checkProse(value);
  if (!checked.ok) return checked;
  const known = Object.fromEntries(Object.entries(own).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const bare = checkProse(mapInline(checked.value, (one) => (one.type === 'mergeField' && PLACED.has(one.attrs.name) ? [] : [one])));
  if (!bare.ok) return bare;
  const filled = fillKnown(bare.value, known);
  if (!filled.ok) return filled;
  const missing = mergeFieldsOf(filled.value);
  if (missing.length > 0 && !draft) return refuse('prose.fields-missing', { names: missing });
  const whole = mapInline(filled.value, (one) => [one.type === 'mergeField' ? { type: 'text', text: `[${one.attrs.name}]`, ...(one.marks ? { marks: one.marks } : {}) } : one]);
  const last = whole.content.at(-1);
  const closes = last?.type === 'paragraph' && last.content !== undefined && proseText({ type: 'doc', content: [last] }).length <= CLOSING_CHARACTERS;
  return { ok: true, value: { type: 'doc', content: whole.content.map(printed), closes } };
}

function printed(block: Block): PrintedBlock {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block as Printed<Paragraph> | Printed<Heading>;
    case 'bulletList':
    case 'orderedList':
      return { ...block, content: block.content.map((item) => ({ ...item, content: item.content.map(printed) })) };
    case 'table':
      return {
        type: 'table', columns: widths(block), headRows: headRows(block),
        content: block.content.map((row) => ({ ...row, content: row.content.map((cell) => ({ ...cell, content: cell.content.map(printed) })) })),
      };
    case 'pageBreak':
      return block;
  }
}

/** Rows at the top that hold headings only and that no cell leaves downwards; never all rows. */
function headRows({ content }: Table): number {
  let rows = 0;
  while (rows < content.length - 1 && content[rows]!.content.every((cell) => cell.type === 'tableHeader')) rows += 1;
  const leaves = content.slice(0, rows).some((row, at) => row.content.some((cell) => at + (cell.attrs?.rowspan ?? 1) > rows));
  return leaves ? 0 : rows;
}

/** Widths in proportion to what stands in the columns: a column of numbers is narrow, no column takes all. */
function widths({ content }: Table): number[] {
  const columns = content[0]!.content.reduce((sum, cell) => sum + (cell.attrs?.colspan ?? 1), 0);
  const longest = Array.from({ length: columns }, () => 4);
  const free = content.map(() => 0);
  const reach = Array.from({ length: columns }, () => 0);
  for (const [at, row] of content.entries()) {
    let column = free[at]!;
    for (const cell of row.content) {
      while (column < columns && reach[column]! > at) column += 1;
      const { colspan = 1, rowspan = 1 } = cell.attrs ?? {};
      const words = proseText({ type: 'doc', content: cell.content });
      const length = Math.min(40, Math.max(words.length, ...words.split(/\s+/).map((word) => word.length * 1.4)) / colspan);
      for (let i = column; i < Math.min(columns, column + colspan); i += 1) {
        reach[i] = at + rowspan;
        longest[i] = Math.max(longest[i]!, length);
      }
      column += colspan;
    }
  }
  return longest.map((length) => Math.round(length * 10) / 10);
}
