import type { Block, Inline, ListItem, Prose } from './prose.ts';

/** Plain text, a block a line, cells apart by a tab, items with their sign: for search, previews and mail. */
export const proseText = (prose: Prose): string => linesOf(prose.content).join('\n');

/** The first words, for a list: at most `most` characters, cut between words. */
export function proseBeginning(prose: Prose, most = 160): string {
  const words = proseText(prose).replace(/\s+/g, ' ').trim();
  if (words.length <= most) return words;
  const cut = words.slice(0, most + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()}…`;
}

export const isEmptyProse = (prose: Prose): boolean => proseText(prose).trim() === '';

export const inlineText = (content: readonly Inline[] | undefined): string =>
  (content ?? []).map((one) => (one.type === 'text' ? one.text : one.type === 'hardBreak' ? '\n' : `[${one.attrs.name}]`)).join('');

const linesOf = (blocks: readonly Block[]): string[] => blocks.flatMap(linesOfBlock);

function linesOfBlock(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.content).split('\n');
    case 'bulletList':
      return block.content.flatMap((item) => itemLines(item, '- '));
    case 'orderedList':
      return block.content.flatMap((item, index) => itemLines(item, `${(block.attrs?.start ?? 1) + index}. `));
    case 'table':
      return block.content.map((row) => row.content.map((cell) => linesOf(cell.content).join(' ')).join('\t'));
    case 'pageBreak':
      return [];
  }
}

const itemLines = (item: ListItem, sign: string): string[] => linesOf(item.content).map((line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line);
