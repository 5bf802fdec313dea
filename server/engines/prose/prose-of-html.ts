import { refuse, type Result } from '../../platform/kernel/refusal.ts';
import { checkProse } from './check-prose.ts';
import { nested, type LooseItem } from './loose-items.ts';
import { MARKS, MOST_CHARACTERS, MOST_COLUMNS, MOST_DEPTH, MOST_ROWS, type Align, type Block, type Inline, type ListItem, type Mark, type MarkType, type Prose, type Table, type TableCell, type TableRow } from './prose.ts';
import { isBlock, isSilent, readMarkup, type Markup } from './read-markup.ts';

// Chapters: what is read · one stretch of blocks · lists as Word writes them · tables · words and their marks

/** A body that came from outside, and in words what could not come along. */
export interface ReadBody {
  prose: Prose;
  warnings: string[];
}

/** Longer HTML is no paste of a letter. */
const MOST_HTML = 8_000_000;

/**
 * The body in HTML as Word, LibreOffice, Google Docs or a browser put it on the clipboard: headings, lists (Word's paragraphs
 * with `mso-list` too), tables with spans, alignment, bold, italic, underline, page breaks. Scripts, styles and addresses are
 * dropped; pictures are dropped and told. Refuses `prose.too-long`, `prose.table`.
 */
export function proseOfHtml(html: string): Result<ReadBody> {
  if (html.length > MOST_HTML) return refuse('prose.too-long', { limit: MOST_CHARACTERS });
  const { root, sheets } = readMarkup(html);
  const seen: Seen = { pictures: 0, bullets: bulletsOf(sheets) };
  const content = blocksOf(root.children, { seen, room: MOST_DEPTH, marks: [], top: true });
  const checked = checkProse({ type: 'doc', content });
  if (!checked.ok) return checked;
  return { ok: true, value: { prose: checked.value, warnings: seen.pictures > 0 ? [pictureWarning(seen.pictures)] : [] } };
}

export const pictureWarning = (count: number): string => `${count} gambar tidak ikut. Lampirkan gambar sebagai berkas, atau tulis isinya.`;

interface Seen {
  pictures: number;
  /** Levels of Word's lists that are bullets: "l0:1". */
  bullets: Map<string, boolean>;
}
interface Place {
  seen: Seen;
  /** How many more lists or tables may lie in each other here. */
  room: number;
  marks: readonly MarkType[];
  align?: Align | undefined;
  /** Page breaks stand here only. */
  top: boolean;
}

function blocksOf(children: readonly (Markup | string)[], place: Place): Block[] {
  const found: (Block | LooseItem)[] = [];
  let line: Inline[] = [];
  const close = (make: (content: Inline[]) => Block | LooseItem | undefined = (content) => paragraphOf(content, place.align)) => {
    const content = trimmed(line);
    line = [];
    if (content.length > 0) {
      const made = make(content);
      if (made) found.push(made);
    }
  };
  const walk = (nodes: readonly (Markup | string)[], here: Place): void => {
    for (const node of nodes) {
      if (typeof node === 'string') {
        line.push(words(node, here.marks));
        continue;
      }
      if (isHidden(node)) continue;
      if (node.tag === 'img') here.seen.pictures += 1;
      if (breaksPage(node) && place.top) {
        close();
        found.push({ type: 'pageBreak' });
        if (node.tag === 'br') continue;
      }
      const inner: Place = { ...here, marks: marksOf(node, here.marks), align: alignOf(node) ?? here.align };
      if (node.tag === 'br') line.push({ type: 'hardBreak' });
      else if (node.tag === 'ul' || node.tag === 'ol') {
        close();
        found.push(...listOf(node, inner));
      } else if (node.tag === 'table') {
        close();
        found.push(...tableOf(node, inner));
      } else if (isBlock(node.tag) || node.tag === 'tr' || node.tag === 'td') {
        close();
        const heading = levelOf(node);
        const loose = looseItem(node, here.seen);
        walk(loose && !heading ? node.children.filter((child) => typeof child === 'string' || !isMarker(child)) : node.children, inner);
        close((content) => heading ? { type: 'heading', attrs: { level: heading, ...(inner.align ? { align: inner.align } : {}) }, content: content.map(withoutBold) } : loose ? { ...loose, content: [paragraphOf(content, undefined)] } : paragraphOf(content, inner.align));
      } else walk(node.children, inner);
    }
  };
  walk(children, place);
  close();
  return nested(found, place.room);
}

const paragraphOf = (content: Inline[], align: Align | undefined): Block => ({ type: 'paragraph', ...(align ? { attrs: { align } } : {}), content });

/** A heading is bold by itself. */
const withoutBold = (one: Inline): Inline => (one.type === 'hardBreak' || !one.marks ? one : { ...one, marks: one.marks.filter((mark) => mark.type !== 'bold') });

const isHidden = (node: Markup): boolean => isSilent(node.tag) || node.tag === 'head' || node.style['display'] === 'none' || node.style['mso-hide'] === 'all' || node.style['mso-element'] === 'comment-list';

const breaksPage = ({ tag, style }: Markup): boolean =>
  style['mso-break-type'] === 'page-break' || ((tag === 'br' || tag === 'p' || /^h\d$/.test(tag)) && (style['page-break-before'] === 'always' || style['break-before'] === 'page') && style['mso-break-type'] !== 'section-break');

/** Justified and left are how letters stand anyway. */
function alignOf({ attrs, style, tag }: Markup): Align | undefined {
  const said = style['text-align'] ?? attrs['align']?.toLowerCase() ?? (tag === 'center' ? 'center' : undefined);
  return said === 'center' || said === 'right' ? said : said === 'end' ? 'right' : undefined;
}

function levelOf({ tag, attrs }: Markup): 1 | 2 | 3 | undefined {
  if (/(^|\s)MsoTitle/.test(attrs['class'] ?? '')) return 1;
  const level = /^h([1-6])$/.exec(tag)?.[1];
  return level === undefined ? undefined : level === '1' ? 1 : level === '2' ? 2 : 3;
}

function listOf(node: Markup, place: Place): Block[] {
  const items: ListItem[] = [];
  const inner: Place = { ...place, room: place.room - 1, top: false, align: undefined };
  for (const child of node.children) {
    if (typeof child === 'string' ? child.trim() === '' : isHidden(child)) continue;
    const isNested = typeof child !== 'string' && (child.tag === 'ul' || child.tag === 'ol');
    const content = blocksOf(typeof child !== 'string' && child.tag === 'li' ? child.children : [child], { ...inner, marks: typeof child === 'string' ? inner.marks : marksOf(child, inner.marks) });
    // Google Docs and old Word put a list directly into a list: it belongs to the item before it.
    if (isNested && items.length > 0) items.at(-1)!.content.push(...content);
    else if (content.length > 0) items.push({ type: 'listItem', content });
  }
  if (items.length === 0) return [];
  if (place.room <= 0) return items.flatMap((item) => item.content);
  const start = Number.parseInt(node.attrs['start'] ?? '1', 10);
  return [node.tag === 'ul' ? { type: 'bulletList', content: items } : { type: 'orderedList', ...(start > 1 && start < 10_000 ? { attrs: { start } } : {}), content: items }];
}

const isMarker = (node: Markup): boolean => node.style['mso-list'] === 'ignore' || (node.children.length === 1 && typeof node.children[0] !== 'string' && isMarker(node.children[0]!));

/** `mso-list:l0 level2 lfo1` says the level; the sign that Word wrote in front says the kind, else its style sheet. */
function looseItem(node: Markup, seen: Seen): Omit<LooseItem, 'content'> | undefined {
  const [, list, level] = /^(l\d+) level(\d+)/.exec(node.style['mso-list'] ?? '') ?? [];
  if (list === undefined) return undefined;
  const sign = signOf(node)?.replace(/[\s\u00a0]+/g, '');
  const number = sign === undefined ? undefined : /^\(?(?:(\d{1,4})|([a-z])|[ivxlc]+|[a-z]{1,3}|[\d.]+)[.)]+$|^\d{1,4}$/i.exec(sign);
  const isBullet = sign === undefined ? seen.bullets.get(`${list}:${level}`) ?? false : number === null;
  const start = number?.[1] ? Number(number[1]) : number?.[2] ? number[2].toLowerCase().charCodeAt(0) - 96 : 1;
  return { type: 'loose', level: Number(level), ordered: !isBullet, start };
}

function signOf(node: Markup | string): string | undefined {
  if (typeof node === 'string') return undefined;
  if (node.style['mso-list'] === 'ignore') return plain(node);
  for (const child of node.children) {
    const sign = signOf(child);
    if (sign !== undefined) return sign;
  }
  return undefined;
}
const plain = (node: Markup | string): string => (typeof node === 'string' ? node : node.children.map(plain).join(''));

function bulletsOf(sheets: string): Map<string, boolean> {
  const bullets = new Map<string, boolean>();
  for (const [, list, level, rules] of sheets.matchAll(/@list (l\d+):level(\d+)\s*\{([^}]{0,2000})\}/g)) bullets.set(`${list}:${level}`, /mso-level-number-format:\s*bullet/.test(rules!));
  return bullets;
}

function tableOf(node: Markup, place: Place): Block[] {
  const inner: Place = { ...place, room: place.room - 1, top: false, align: undefined };
  const rows: TableRow[] = [];
  // Words beside the cells stand in a row of their own, so that none is lost.
  const stray = (child: Markup | string) => {
    const content = blocksOf([child], inner);
    if (content.length > 0) rows.push({ type: 'tableRow', content: [{ type: 'tableCell', content }] });
  };
  const gather = (nodes: readonly (Markup | string)[], head: boolean): void => {
    for (const child of nodes) {
      if (typeof child === 'string') stray(child);
      else if (isHidden(child)) continue;
      else if (child.tag === 'tr') {
        const isCell = (one: Markup | string): one is Markup => typeof one !== 'string' && (one.tag === 'td' || one.tag === 'th');
        rows.push({ type: 'tableRow', content: child.children.filter(isCell).map((one) => cellOf(one, head, inner)) });
        child.children.filter((one) => !isCell(one)).forEach(stray);
      } else if (child.tag === 'thead' || child.tag === 'tbody' || child.tag === 'tfoot') gather(child.children, child.tag === 'thead');
      else stray(child);
    }
  };
  gather(node.children, false);
  const table: Table = { type: 'table', content: rows };
  const cells = rows.flatMap((row) => row.content);
  // A table of one cell is a frame around words.
  if (place.room <= 0 || cells.length === 1) return cells.flatMap((cell) => cell.content.filter((block) => block.type !== 'paragraph' || block.content !== undefined));
  return [table];
}

function cellOf(node: Markup, head: boolean, place: Place): TableCell {
  const align = alignOf(node);
  const only = (value: string | undefined, most: number) => Math.min(most, Math.max(1, Number.parseInt(value ?? '1', 10) || 1));
  const content = blocksOf(node.children, { ...place, marks: marksOf(node, place.marks) });
  return {
    type: head || node.tag === 'th' ? 'tableHeader' : 'tableCell',
    attrs: { colspan: only(node.attrs['colspan'], MOST_COLUMNS), rowspan: only(node.attrs['rowspan'], MOST_ROWS), ...(align ? { align } : {}) },
    content: content.length > 0 ? content : [{ type: 'paragraph' }],
  };
}

function marksOf({ tag, style }: Markup, around: readonly MarkType[]): MarkType[] {
  const has = new Set(around);
  const set = (mark: MarkType, on: boolean | undefined) => on === undefined ? undefined : on ? has.add(mark) : has.delete(mark);
  if (tag === 'b' || tag === 'strong' || tag === 'th') has.add('bold');
  if (tag === 'i' || tag === 'em') has.add('italic');
  if (tag === 'u' || tag === 'ins') has.add('underline');
  const weight = style['font-weight'];
  set('bold', weight === undefined ? undefined : weight === 'bold' || weight === 'bolder' || Number(weight) >= 600);
  set('italic', style['font-style'] === undefined ? undefined : /italic|oblique/.test(style['font-style']));
  const line = style['text-decoration-line'] ?? style['text-decoration'];
  set('underline', line === undefined ? undefined : line.includes('underline') || (line !== 'none' && has.has('underline')));
  return MARKS.filter((mark) => has.has(mark));
}

const words = (text: string, marks: readonly MarkType[]): Inline => ({ type: 'text', text: text.replace(/[\s\u00a0]+/g, ' '), ...(marks.length > 0 ? { marks: marks.map((type): Mark => ({ type })) } : {}) });

/** Blanks of the source are one blank; none at the ends of a line. */
function trimmed(line: readonly Inline[]): Inline[] {
  const content: Inline[] = [];
  let afterBlank = true;
  for (const one of line) {
    if (one.type === 'text') {
      const text: string = afterBlank ? one.text.trimStart() : one.text;
      if (text === '') continue;
      afterBlank = text.endsWith(' ');
      content.push({ ...one, text });
    } else {
      if (one.type === 'hardBreak') cutBlank(content);
      afterBlank = one.type === 'hardBreak';
      content.push(one);
    }
  }
  for (;;) {
    cutBlank(content);
    if (content.at(-1)?.type !== 'hardBreak') break;
    content.pop();
  }
  while (content[0]?.type === 'hardBreak') content.shift();
  return content;
}

function cutBlank(content: Inline[]): void {
  for (;;) {
    const last = content.at(-1);
    if (last?.type !== 'text' || !last.text.endsWith(' ')) return;
    content.pop();
    const kept = last.text.trimEnd();
    if (kept !== '') content.push({ ...last, text: kept });
  }
}
