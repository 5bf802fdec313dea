import { canonical } from './canonical.ts';
import { inlineText, proseText } from './prose-text.ts';
import type { Block, Inline, MarkType, Prose } from './prose.ts';

// Chapters: what is told · lines of a body · which line became which · which words of it

export type LineShape = 'paragraph' | 'heading' | 'item' | 'numbered' | 'row' | 'page-break';

/** A piece of a line. `restyled`: the same words, now bold, not italic any more, … (`marks` are the later ones). */
export interface ComparedPiece {
  kind: 'same' | 'added' | 'removed' | 'restyled';
  text: string;
  marks: MarkType[];
}

/** One line of both versions read together: a paragraph, an item of a list, a row of a table. */
export interface ComparedLine {
  kind: 'same' | 'added' | 'removed' | 'changed';
  shape: LineShape;
  /** How many lists lie around it, for indenting: 0 outside. */
  depth: number;
  pieces: ComparedPiece[];
}

export interface Comparison {
  lines: ComparedLine[];
  /** Lines that are not the same. */
  changes: number;
}

/**
 * Two versions of a body for the eye: line by line, and word by word within a changed line. The numbers before items are
 * not compared, or one new item would change all after it.
 */
export function compareProse(before: Prose, after: Prose): Comparison {
  const lines = canonical(before) === canonical(after)
    ? linesOf(after.content).map((line) => only('same', line))
    : aligned(linesOf(before.content), linesOf(after.content));
  return { lines, changes: lines.filter((line) => line.kind !== 'same').length };
}

interface Word {
  text: string;
  marks: MarkType[];
}
interface Line {
  shape: LineShape;
  depth: number;
  words: Word[];
  /** Equal keys: equal lines. */
  key: string;
  /** The words alone. */
  plain: string;
}

const linesOf = (blocks: readonly Block[], depth = 0): Line[] => blocks.flatMap((block) => linesOfBlock(block, depth));

function linesOfBlock(block: Block, depth: number): Line[] {
  switch (block.type) {
    case 'paragraph':
      return [line('paragraph', depth, block.content, block.attrs?.align)];
    case 'heading':
      return [line('heading', depth, block.content, `${block.attrs.level}${block.attrs.align ?? ''}`)];
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => {
        const inner = linesOf(item.content, depth + 1);
        const first = inner[0];
        const shape = block.type === 'bulletList' ? 'item' : 'numbered';
        return first?.shape === 'paragraph' ? [{ ...first, shape, key: `${shape}${first.key}` }, ...inner.slice(1)] : inner;
      });
    case 'table':
      return block.content.map((row) => {
        const cells = row.content.map((cell): Inline[] => [...(cell.content.length === 1 && cell.content[0]!.type === 'paragraph' ? cell.content[0]!.content ?? [] : [{ type: 'text', text: proseText({ type: 'doc', content: cell.content }) } as const])]);
        const spans = row.content.map(({ type, attrs }) => `${type}${JSON.stringify(attrs ?? '')}`).join();
        return line('row', depth, cells.flatMap((cell, index) => (index > 0 ? [{ type: 'text', text: '\t' } as const, ...cell] : cell)), spans);
      });
    case 'pageBreak':
      return [line('page-break', depth, [], '')];
  }
}

function line(shape: LineShape, depth: number, content: readonly Inline[] | undefined, form = ''): Line {
  const words = (content ?? []).flatMap((one): Word[] => {
    const marks = one.type === 'hardBreak' ? [] : (one.marks ?? []).map((mark) => mark.type);
    const text = inlineText([one]);
    return (one.type === 'text' ? text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [] : [text]).map((word) => ({ text: word, marks }));
  });
  return { shape, depth, words, key: `${depth}${form}|${JSON.stringify(words)}`, plain: words.map((word) => word.text).join('') };
}

/** Above this many comparisons, two stretches are told as taken away and put in. */
const MOST_STEPS = 4_000_000;
/** To see whether two lines are alike costs more than to see that they are equal. */
const MOST_LOOKED_AT = 40_000;
/** Lines that share fewer of their words were not changed but replaced. */
const LEAST_ALIKE = 0.4;

function aligned(before: Line[], after: Line[]): ComparedLine[] {
  const told: ComparedLine[] = [];
  let [removed, added]: [Line[], Line[]] = [[], []];
  const close = () => {
    told.push(...paired(removed, added));
    [removed, added] = [[], []];
  };
  for (const step of steps(before, after, (a, b) => a.key === b.key)) {
    if (step.kind === 'removed') removed.push(step.one);
    else if (step.kind === 'added') added.push(step.one);
    else {
      close();
      told.push(only('same', step.one));
    }
  }
  close();
  return told;
}

/** Of lines that went and lines that came, those alike are one changed line, in order. */
function paired(removed: Line[], added: Line[]): ComparedLine[] {
  const told: ComparedLine[] = [];
  for (const step of steps(removed, added, alike, MOST_LOOKED_AT)) {
    told.push(step.kind === 'same' ? changed(step.before, step.one) : only(step.kind, step.one));
  }
  return told;
}

function alike(a: Line, b: Line): boolean {
  if (a.plain === b.plain) return true;
  if ((a.shape === 'row') !== (b.shape === 'row')) return false;
  const [few, many] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length) as [string[], string[]];
  if (many.length === 0) return true;
  if (few.length / many.length < LEAST_ALIKE / 2) return false;
  const counted = new Map<string, number>();
  for (const word of many) counted.set(word, (counted.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of few) {
    const left = counted.get(word) ?? 0;
    if (left > 0) {
      counted.set(word, left - 1);
      shared += 1;
    }
  }
  return (2 * shared) / (few.length + many.length) >= LEAST_ALIKE;
}

const wordsOf = (one: Line): string[] => one.words.map((word) => word.text).filter((word) => /[\p{L}\p{N}]/u.test(word));

const only = (kind: 'same' | 'added' | 'removed', { shape, depth, words }: Line): ComparedLine => ({ kind, shape, depth, pieces: joined(words.map((word) => ({ kind, ...word }))) });

function changed(before: Line, after: Line): ComparedLine {
  const pieces: ComparedPiece[] = [];
  for (const step of steps(before.words, after.words, (a, b) => a.text === b.text)) {
    const restyled = step.kind === 'same' && step.before.marks.join() !== step.one.marks.join();
    pieces.push({ kind: restyled ? 'restyled' : step.kind, ...step.one });
  }
  return { kind: 'changed', shape: after.shape, depth: after.depth, pieces: joined(quieter(pieces)) };
}

/** A single blank left between two changed words only makes the eye jump. */
function quieter(pieces: ComparedPiece[]): ComparedPiece[] {
  return pieces.flatMap((piece, index): ComparedPiece[] => {
    const isLone = piece.kind === 'same' && /^\s+$/.test(piece.text) && differs(pieces[index - 1]) && differs(pieces[index + 1]);
    return isLone ? [{ ...piece, kind: 'removed' }, { ...piece, kind: 'added' }] : [piece];
  });
}
const differs = (piece: ComparedPiece | undefined): boolean => piece?.kind === 'added' || piece?.kind === 'removed';

/** Neighbours of one kind are one piece; within a change, what went stands before what came. */
function joined(pieces: ComparedPiece[]): ComparedPiece[] {
  const ordered: ComparedPiece[] = [];
  let [went, came]: [ComparedPiece[], ComparedPiece[]] = [[], []];
  const close = () => {
    ordered.push(...went, ...came);
    [went, came] = [[], []];
  };
  for (const piece of pieces) {
    if (piece.kind === 'removed') went.push(piece);
    else if (piece.kind === 'added') came.push(piece);
    else {
      close();
      ordered.push(piece);
    }
  }
  close();
  const one: ComparedPiece[] = [];
  for (const piece of ordered) {
    const last = one.at(-1);
    if (last && last.kind === piece.kind && last.marks.join() === piece.marks.join()) last.text += piece.text;
    else one.push({ ...piece });
  }
  return one;
}

type Step<T> = { kind: 'same'; before: T; one: T } | { kind: 'added' | 'removed'; one: T };

/** Longest common subsequence, what both begin and end with taken off first. */
function steps<T>(a: readonly T[], b: readonly T[], equal: (a: T, b: T) => boolean, most = MOST_STEPS): Step<T>[] {
  let head = 0;
  while (head < a.length && head < b.length && equal(a[head]!, b[head]!)) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && equal(a[a.length - 1 - tail]!, b[b.length - 1 - tail]!)) tail += 1;
  const same = (i: number, j: number): Step<T> => ({ kind: 'same', before: a[i]!, one: b[j]! });
  return [
    ...Array.from({ length: head }, (_, i) => same(i, i)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), equal, most),
    ...Array.from({ length: tail }, (_, i) => same(a.length - tail + i, b.length - tail + i)),
  ];
}

function middle<T>(a: readonly T[], b: readonly T[], equal: (a: T, b: T) => boolean, most = MOST_STEPS): Step<T>[] {
  const all = (kind: 'added' | 'removed', some: readonly T[]): Step<T>[] => some.map((one) => ({ kind, one }));
  if (a.length * b.length > most) return [...all('removed', a), ...all('added', b)];
  const wide = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * wide);
  const isSame = new Uint8Array(a.length * b.length);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = equal(a[i]!, b[j]!);
      if (here) isSame[i * b.length + j] = 1;
      longest[i * wide + j] = here ? longest[(i + 1) * wide + j + 1]! + 1 : Math.max(longest[(i + 1) * wide + j]!, longest[i * wide + j + 1]!);
    }
  }
  const told: Step<T>[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (isSame[i * b.length + j]) told.push({ kind: 'same', before: a[i++]!, one: b[j++]! });
    else if (longest[(i + 1) * wide + j]! >= longest[i * wide + j + 1]!) told.push({ kind: 'removed', one: a[i++]! });
    else told.push({ kind: 'added', one: b[j++]! });
  }
  return [...told, ...all('removed', a.slice(i)), ...all('added', b.slice(j))];
}
