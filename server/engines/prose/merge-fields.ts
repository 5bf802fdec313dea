import { refuse, type Result } from '../../platform/kernel/refusal.ts';
import type { Block, Inline, Prose } from './prose.ts';
import { checkProse } from './check-prose.ts';

/** Names of the merge fields, each once, in the order in which they are met. */
export function mergeFieldsOf(prose: Prose): string[] {
  const names = new Set<string>();
  mapInline(prose, (one) => {
    if (one.type === 'mergeField') names.add(one.attrs.name);
    return [one];
  });
  return [...names];
}

/**
 * The body with its values in place, in the marks of the field; line ends become breaks. Refuses `prose.fields-missing`
 * with `data.names` when a value is absent or blank.
 * Example: `fillProse(body, { nama: 'Siti' })`.
 */
export function fillProse(prose: Prose, values: Readonly<Record<string, string>>): Result<Prose> {
  const missing = mergeFieldsOf(prose).filter((name) => !Object.hasOwn(values, name) || values[name]!.trim() === '');
  return missing.length > 0 ? refuse('prose.fields-missing', { names: missing }) : fillKnown(prose, values);
}

/** As `fillProse`, but a field without a value stays a field: for a draft. */
export function fillKnown(prose: Prose, values: Readonly<Record<string, string>>): Result<Prose> {
  return checkProse(mapInline(prose, (one) => {
    if (one.type !== 'mergeField' || !Object.hasOwn(values, one.attrs.name) || values[one.attrs.name]!.trim() === '') return [one];
    const marks = one.marks ? { marks: one.marks } : {};
    return values[one.attrs.name]!.split(/\r?\n/).flatMap((line, index): Inline[] => [...(index > 0 ? [{ type: 'hardBreak' } as const] : []), { type: 'text', text: line, ...marks }]);
  }));
}

/** The same body with other inlines. */
export const mapInline = (prose: Prose, change: (one: Inline) => Inline[]): Prose => ({ type: 'doc', content: prose.content.map((block) => mapBlock(block, change)) });

function mapBlock(block: Block, change: (one: Inline) => Inline[]): Block {
  const inside = (content: readonly Block[]) => content.map((one) => mapBlock(one, change));
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.content ? { ...block, content: block.content.flatMap(change) } : block;
    case 'bulletList':
    case 'orderedList':
      return { ...block, content: block.content.map((item) => ({ ...item, content: inside(item.content) })) };
    case 'table':
      return { ...block, content: block.content.map((row) => ({ ...row, content: row.content.map((cell) => ({ ...cell, content: inside(cell.content) })) })) };
    case 'pageBreak':
      return block;
  }
}
