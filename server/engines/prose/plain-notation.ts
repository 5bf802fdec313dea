import type { Result } from '../../platform/kernel/refusal.ts';
import { checkProse } from './check-prose.ts';
import { nested, type LooseItem } from './loose-items.ts';
import { proseText } from './prose-text.ts';
import { FIELD_NAME, MARKS, MOST_DEPTH, type Align, type Block, type Inline, type ListItem, type MarkType, type Prose, type TableCell } from './prose.ts';

// Chapters: how it is written · how it is read · words and their marks

/**
 * A body as it is typed where no script runs: blocks apart by an empty line, `# Judul`, `- butir`, `1. butir` (three blanks
 * deeper for the next level), `| sel | sel |` (`|! sel |` heads a column), `**tebal**`, `//miring//`, `__garis bawah__`,
 * `{{isian}}`, `>< tengah`, `>> kanan`, `=== ganti halaman ===`; a backslash takes a sign for itself.
 */
export const plainOf = (prose: Prose): string => prose.content.map(plainOfBlock).join('\n\n');

const PAGE_BREAK = '=== ganti halaman ===';
const ALIGN_SIGNS: Record<Align, string> = { center: '>< ', right: '>> ', left: '<< ', justify: '<> ' };
const SIGNS: Record<MarkType, string> = { bold: '**', underline: '__', italic: '//' };

function plainOfBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return signed(block.attrs?.align) + (lines(block.content) || '\\');
    case 'heading':
      return `${'#'.repeat(block.attrs.level)} ${signed(block.attrs.align)}${lines(block.content).replaceAll('\n', ' ')}`;
    case 'bulletList':
    case 'orderedList':
      return listLines(block, '').join('\n');
    case 'table':
      return block.content.map((row) => `${row.content.map(cellWords).join('')}|`).join('\n');
    case 'pageBreak':
      return PAGE_BREAK;
  }
}

const signed = (align: Align | undefined): string => (align ? ALIGN_SIGNS[align] : '');
const cellWords = (cell: TableCell): string => {
  const only = cell.content.length === 1 && cell.content[0]!.type === 'paragraph' ? marked(cell.content[0]!.content) : escaped(proseText({ type: 'doc', content: cell.content }));
  return `${cell.type === 'tableHeader' ? '|!' : '|'} ${only.replaceAll('|', '\\|').replaceAll('\n', ' ')} `;
};

function listLines(block: Extract<Block, { type: 'bulletList' | 'orderedList' }>, indent: string): string[] {
  const deeper = `${indent}   `;
  return block.content.flatMap((item: ListItem, index) => {
    const sign = block.type === 'bulletList' ? '- ' : `${(block.attrs?.start ?? 1) + index}. `;
    const told = item.content.flatMap((one) => one.type === 'bulletList' || one.type === 'orderedList' ? listLines(one, deeper) : plainOfBlock(one).split('\n').map((line) => deeper + line));
    return [indent + sign + (told[0]?.trimStart() ?? ''), ...told.slice(1)];
  });
}

/** Signs that would begin something are taken for themselves; a line without words is a backslash. */
const lines = (content: readonly Inline[] | undefined): string =>
  marked(content).split('\n').map((line) => (line === '' ? '\\' : line.replace(/^(\s*)([#>|=-]|<[<>]|\d{1,4}[.)]|•)/, '$1\\$2'))).join('\n').replace(/^\\$/, '');

function marked(content: readonly Inline[] | undefined): string {
  let open: MarkType[] = [];
  let told = '';
  for (const one of [...(content ?? []), undefined]) {
    const wanted = one && one.type !== 'hardBreak' ? (one.marks ?? []).map((mark) => mark.type) : [];
    const kept = open.findIndex((mark) => !wanted.includes(mark));
    const closing = kept < 0 ? [] : open.slice(kept);
    told += closing.reverse().map((mark) => SIGNS[mark]).join('');
    open = kept < 0 ? open : open.slice(0, kept);
    const opening = MARKS.filter((mark) => wanted.includes(mark) && !open.includes(mark));
    told += opening.map((mark) => SIGNS[mark]).join('');
    open = [...open, ...opening];
    if (one) told += one.type === 'text' ? escaped(one.text) : one.type === 'hardBreak' ? '\n' : `{{${one.attrs.name}}}`;
  }
  return told;
}

/** Doubled signs, and single ones that a neighbour could double, are taken for themselves. */
const escaped = (text: string): string =>
  text.replace(/\\|\{(?=\{|$)|([*_/])\1+|^[*_/]|[*_/]$/g, (signs) => [...signs].map((sign) => `\\${sign}`).join(''));

/**
 * Reads it. A block that still stands there as `plainOf(before)` wrote it is taken from `before`, so that what the notation
 * cannot say (cells over two columns, tables in lists) is lost only where somebody typed. Refuses as `checkProse`.
 */
export function proseOfPlain(plain: string, before?: Prose): Result<Prose> {
  const known = new Map((before?.content ?? []).map((block) => [plainOfBlock(block).trim(), block]));
  const chunks = plain.replace(/\r\n?/g, '\n').split(/\n(?:[^\S\n]*\n)+/);
  const content = chunks.flatMap((chunk): Block[] => {
    const same = known.get(chunk.trim());
    return same ? [same] : blocksOf(chunk);
  });
  return checkProse({ type: 'doc', content });
}

/** What a form posted: the JSON of the editor, else the text typed without it. */
export function postedProse({ json, plain }: { json?: string | undefined; plain?: string | undefined }, before?: Prose): Result<Prose> {
  if (!json) return proseOfPlain(plain ?? '', before);
  try {
    return checkProse(JSON.parse(json));
  } catch {
    return checkProse(undefined);
  }
}

const ITEM = /^(\s*)(?:([-•])|(\d{1,4})[.)])\s+(.*)$/;

function blocksOf(chunk: string): Block[] {
  const found: (Block | LooseItem)[] = [];
  let paragraph: string[] = [];
  let rows: string[] = [];
  const close = () => {
    if (paragraph.length > 0) found.push(paragraphOf(paragraph));
    if (rows.length > 0) found.push({ type: 'table', content: rows.map((row) => ({ type: 'tableRow', content: cellsOf(row) })) });
    [paragraph, rows] = [[], []];
  };
  for (const line of chunk.split('\n')) {
    const item = paragraph.length === 0 ? ITEM.exec(line) : null;
    const heading = /^(#{1,3})\s+(.*)$/.exec(line);
    const last = found.at(-1);
    if (line.trim() === '') continue;
    if (heading) {
      close();
      const { align, rest } = alignOf(heading[2]!);
      found.push({ type: 'heading', attrs: { level: heading[1]!.length as 1 | 2 | 3, ...(align ? { align } : {}) }, content: inlinesOf(rest) });
    } else if (line.trim() === PAGE_BREAK) {
      close();
      found.push({ type: 'pageBreak' });
    } else if (/^\s*\|.*\|\s*$/.test(line)) {
      if (paragraph.length > 0) close();
      rows.push(line.trim());
    } else if (item) {
      close();
      found.push({ type: 'loose', level: Math.floor((item[1]!.length + 1) / 3) + 1, ordered: item[3] !== undefined, start: Number(item[3] ?? 1), content: [paragraphOf([item[4]!])] });
    } else if (last?.type === 'loose' && /^\s{2}/.test(line) && paragraph.length === 0) {
      last.content = [...last.content, paragraphOf([line.trim()])];
    } else {
      if (rows.length > 0) close();
      paragraph.push(line);
    }
  }
  close();
  return nested(found, MOST_DEPTH);
}

function alignOf(line: string): { align?: Align; rest: string } {
  const align = (Object.keys(ALIGN_SIGNS) as Align[]).find((one) => line.startsWith(ALIGN_SIGNS[one]));
  return align ? { align, rest: line.slice(ALIGN_SIGNS[align].length) } : { rest: line };
}

function paragraphOf(typed: readonly string[]): Block {
  const { align, rest } = alignOf(typed[0]!);
  const content = [rest, ...typed.slice(1)].map((line) => (line.trim() === '\\' ? '' : line)).join('\n');
  return { type: 'paragraph', ...(align ? { attrs: { align } } : {}), content: inlinesOf(content) };
}

function cellsOf(row: string): TableCell[] {
  const cells = row.slice(1).match(/(?:\\.|[^\\|])*\|/g) ?? [];
  return cells.map((cell) => {
    const words = cell.slice(0, -1);
    const isHeader = words.startsWith('!');
    return { type: isHeader ? 'tableHeader' : 'tableCell', content: [paragraphOf([(isHeader ? words.slice(1) : words).trim()])] };
  });
}

/** A mark is opened only if it is closed later in the block; a lone sign is itself. */
function inlinesOf(text: string): Inline[] {
  const content: Inline[] = [];
  const open = new Set<MarkType>();
  let words = '';
  const marks = () => (open.size > 0 ? { marks: MARKS.filter((mark) => open.has(mark)).map((type) => ({ type })) } : {});
  const close = () => {
    if (words !== '') content.push({ type: 'text', text: words, ...marks() });
    words = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const field = /^\{\{\s*([^{}\s]{1,60})\s*\}\}/.exec(text.slice(at, at + 80));
    const mark = (['bold', 'underline', 'italic'] as const).find((one) => text.startsWith(SIGNS[one], at) && (open.has(one) || closesLater(text, SIGNS[one], at)));
    if (text[at] === '\\' && at + 1 < text.length) {
      at += 1;
      words += text[at]!;
    } else if (text[at] === '\n') {
      close();
      content.push({ type: 'hardBreak' });
    } else if (field && FIELD_NAME.test(field[1]!)) {
      close();
      content.push({ type: 'mergeField', attrs: { name: field[1]! }, ...marks() });
      at += field[0].length - 1;
    } else if (mark) {
      close();
      if (!open.delete(mark)) open.add(mark);
      at += SIGNS[mark].length - 1;
    } else words += text[at]!;
  }
  close();
  return content;
}

function closesLater(text: string, sign: string, at: number): boolean {
  const next = text[at + sign.length];
  // An address is no slant: https://…
  if (next === undefined || /\s/.test(next) || (sign === '//' && text[at - 1] === ':')) return false;
  for (let found = text.indexOf(sign, at + sign.length); found >= 0; found = text.indexOf(sign, found + 1)) if (text[found - 1] !== '\\') return true;
  return false;
}

