import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
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
export function mapInline(prose: Prose, change: (one: Inline) => Inline[]): Prose {
  const inlines = (content: Inline[] | undefined) => (content ? { content: content.flatMap(change) } : {});
  const blocks = (content: readonly Block[]): Block[] => content.map((block): Block => {
    switch (block.type) {
      case 'paragraph':
        return { ...block, ...inlines(block.content) };
      case 'heading':
        return { ...block, ...inlines(block.content) };
      case 'bulletList':
      case 'orderedList':
        return { ...block, content: block.content.map((item) => ({ ...item, content: blocks(item.content) })) };
      case 'table':
        return { ...block, content: block.content.map((row) => ({ ...row, content: row.content.map((cell) => ({ ...cell, content: blocks(cell.content) })) })) };
      case 'pageBreak':
        return block;
    }
  });
  return { type: 'doc', content: blocks(prose.content) };
}
