import { FIELD_NAME, paragraph, text, type Block, type Inline, type Prose } from '../../../engines/prose/prose.ts';

/** Paragraphs between empty lines; "# " begins a heading, "1. " a numbered item, {{name}} is a place for a value. */
export function skeletonOf(plain: string): Prose {
  const content: Block[] = [];
  for (const piece of plain.split(/\n\s*\n/).map((one) => one.trim()).filter((one) => one !== '')) {
    if (piece.startsWith('# ')) content.push({ type: 'heading', attrs: { level: 1 }, content: inlines(piece.slice(2)) });
    else if (piece.startsWith('1. ')) {
      const item = { type: 'listItem' as const, content: [paragraph(...inlines(piece.slice(3)))] };
      const last = content.at(-1);
      if (last?.type === 'orderedList') last.content.push(item);
      else content.push({ type: 'orderedList', content: [item] });
    } else content.push(paragraph(...inlines(piece)));
  }
  return { type: 'doc', content };
}

const inlines = (words: string): Inline[] =>
  words.split(/(\{\{[a-z0-9_]+\}\})/).filter((one) => one !== '').map((one): Inline => {
    const name = one.slice(2, -2);
    return one.startsWith('{{') && FIELD_NAME.test(name) ? { type: 'mergeField', attrs: { name } } : text(one);
  });
