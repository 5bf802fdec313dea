import type { Align, Block, Inline, MarkType, Prose, TableCell } from './prose.ts';

const TAGS: Record<MarkType, string> = { bold: 'strong', italic: 'em', underline: 'u' };

/** HTML for a page or a mail, every text escaped, no style and no address in it; alignment is a class `rata-…`. */
export const proseHtml = (prose: Prose): string => blocksHtml(prose.content);

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!);

export function inlineHtml(content: readonly Inline[] | undefined): string {
  return (content ?? []).map((one) => {
    if (one.type === 'hardBreak') return '<br>';
    const bare = one.type === 'text' ? escapeHtml(one.text) : `<span class="isian" data-isian="${escapeHtml(one.attrs.name)}">${escapeHtml(one.attrs.name)}</span>`;
    return (one.marks ?? []).reduceRight((inner, { type }) => `<${TAGS[type]}>${inner}</${TAGS[type]}>`, bare);
  }).join('');
}

const rata = (align: Align | undefined): string => (align ? ` class="rata-${align}"` : '');
const blocksHtml = (blocks: readonly Block[]): string => blocks.map(blockHtml).join('');

/** A letter's title is the page's own, so its headings begin one level below. */
function blockHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p${rata(block.attrs?.align)}>${inlineHtml(block.content)}</p>`;
    case 'heading':
      return `<h${block.attrs.level + 2}${rata(block.attrs.align)}>${inlineHtml(block.content)}</h${block.attrs.level + 2}>`;
    case 'bulletList':
      return `<ul>${block.content.map((item) => `<li>${blocksHtml(item.content)}</li>`).join('')}</ul>`;
    case 'orderedList':
      return `<ol${block.attrs ? ` start="${block.attrs.start}"` : ''}>${block.content.map((item) => `<li>${blocksHtml(item.content)}</li>`).join('')}</ol>`;
    case 'table':
      return `<table><tbody>${block.content.map((row) => `<tr>${row.content.map(cellHtml).join('')}</tr>`).join('')}</tbody></table>`;
    case 'pageBreak':
      return '<hr class="ganti-halaman">';
  }
}

function cellHtml(cell: TableCell): string {
  const tag = cell.type === 'tableHeader' ? 'th' : 'td';
  const { colspan, rowspan, align } = cell.attrs ?? {};
  const spans = `${colspan ? ` colspan="${colspan}"` : ''}${rowspan ? ` rowspan="${rowspan}"` : ''}`;
  return `<${tag}${spans}${rata(align)}>${blocksHtml(cell.content)}</${tag}>`;
}
