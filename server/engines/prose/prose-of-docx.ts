import { listZip, unfold } from '../archives/read-zip.ts';
import { refuse, type Result } from '../../platform/kernel/refusal.ts';
import { checkProse } from './check-prose.ts';
import { nested, type LooseItem } from './loose-items.ts';
import { pictureWarning, type ReadBody } from './prose-of-html.ts';
import { FIELD_NAME, MARKS, MOST_COLUMNS, MOST_DEPTH, MOST_ROWS, type Align, type Block, type Inline, type Mark, type TableCell, type TableRow } from './prose.ts';
import { readMarkup, type Markup } from './read-markup.ts';

// Chapters: the file · styles and numbering · blocks · tables · words

/** Word's own limit is far higher; a letter's words are a few hundred kilobytes when unfolded. */
const MOST_FILE = 25 * 1024 * 1024;
const MOST_PART = 8 * 1024 * 1024;
const MOST_ENTRIES = 2000;

/**
 * The body of a `.docx` (ECMA-376): headings by style, lists by numbering, tables with spans, bold, italic, underline, alignment,
 * page breaks; marks such as `${nomor}` become merge fields, also where Word set them in pieces. Deleted revisions are left out,
 * inserted ones kept. Pictures, notes, text boxes, headers are left out and told. Refuses `prose.docx-broken`, `-locked`, `-macro`,
 * `-too-large`, and as `checkProse`. Opens a file from outside: on the server only.
 */
export function proseOfDocx(bytes: Uint8Array): Result<ReadBody> {
  if (bytes.length > MOST_FILE) return refuse('prose.docx-too-large');
  // An encrypted document is an OLE file around the ZIP.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return refuse('prose.docx-locked');
  const entries = listZip(bytes, MOST_ENTRIES);
  if (!entries) return refuse('prose.docx-broken');
  if (entries.some(({ encrypted }) => encrypted)) return refuse('prose.docx-locked');
  if (entries.some(({ name }) => /vbaProject|\.bin$|activeX/i.test(name) && !/printerSettings|embeddings\//i.test(name))) return refuse('prose.docx-macro');
  const partOf = (name: string): string | undefined => {
    const entry = entries.find((one) => one.name === name);
    const content = entry && unfold(bytes, entry, MOST_PART);
    return content && new TextDecoder().decode(content);
  };
  const main = entries.find(({ name }) => name === 'word/document.xml');
  if (!main) return refuse('prose.docx-broken');
  const xml = partOf('word/document.xml');
  // What claims to be short and unfolds without end stops at the limit.
  if (xml === undefined) return refuse(main.size > MOST_PART || main.packed * 1100 > MOST_PART ? 'prose.docx-too-large' : 'prose.docx-broken');
  if (/macroEnabled/i.test(partOf('[Content_Types].xml') ?? '')) return refuse('prose.docx-macro');

  const body = find(rootOf(xml), 'w:body');
  if (!body) return refuse('prose.docx-broken');
  const seen: Seen = { pictures: 0, leftOut: new Set(), levels: headingStyles(partOf('word/styles.xml')), bullets: bulletsOf(partOf('word/numbering.xml')) };
  if (entries.some(({ name }) => /^word\/(header|footer)\d*\.xml$/.test(name))) seen.leftOut.add('kepala dan kaki halaman');
  const checked = checkProse({ type: 'doc', content: blocksOf(body.children, { seen, room: MOST_DEPTH, top: true }) });
  if (!checked.ok) return checked;
  const warnings = [...(seen.pictures > 0 ? [pictureWarning(seen.pictures)] : []), ...(seen.leftOut.size > 0 ? [`Tidak ikut: ${[...seen.leftOut].join(', ')}.`] : [])];
  return { ok: true, value: { prose: checked.value, warnings } };
}

interface Seen {
  pictures: number;
  leftOut: Set<string>;
  /** Level of a heading by style id. */
  levels: Map<string, 1 | 2 | 3>;
  /** Whether a numbering ("numId:level") is bullets. */
  bullets: Map<string, boolean>;
}
interface Place {
  seen: Seen;
  room: number;
  top: boolean;
}

/** XML as Word writes it is read by the forgiving reader; tags keep their prefix and are in small letters. */
const rootOf = (xml: string): Markup => readMarkup(xml).root;
const elements = (node: Markup): Markup[] => node.children.filter((child): child is Markup => typeof child !== 'string');
const child = (node: Markup | undefined, tag: string): Markup | undefined => node && elements(node).find((one) => one.tag === tag.toLowerCase());
const valueOf = (node: Markup | undefined): string | undefined => node?.attrs['w:val'];

function find(node: Markup, tag: string): Markup | undefined {
  const waiting = [node];
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    if (one.tag === tag) return one;
    waiting.push(...elements(one));
  }
  return undefined;
}

/** `heading 1`, `Judul 1`, `Title`, or a style with an outline level. */
function headingStyles(xml: string | undefined): Map<string, 1 | 2 | 3> {
  const levels = new Map<string, 1 | 2 | 3>();
  const styles = xml && find(rootOf(xml), 'w:styles');
  if (!styles) return levels;
  for (const style of elements(styles)) {
    const id = style.attrs['w:styleid'];
    if (style.tag !== 'w:style' || id === undefined || style.attrs['w:type'] !== 'paragraph') continue;
    const name = (valueOf(child(style, 'w:name')) ?? '').toLowerCase();
    const outline = valueOf(child(child(style, 'w:pPr'), 'w:outlineLvl'));
    const number = /^(?:heading|judul) (\d)$/.exec(name)?.[1] ?? (name === 'title' ? '1' : outline !== undefined ? String(Number(outline) + 1) : undefined);
    if (number !== undefined && Number(number) <= 9) levels.set(id, Math.min(3, Math.max(1, Number(number))) as 1 | 2 | 3);
  }
  return levels;
}

function bulletsOf(xml: string | undefined): Map<string, boolean> {
  const bullets = new Map<string, boolean>();
  const numbering = xml && find(rootOf(xml), 'w:numbering');
  if (!numbering) return bullets;
  const formats = new Map<string, Map<string, string>>();
  for (const one of elements(numbering)) {
    if (one.tag !== 'w:abstractnum') continue;
    formats.set(one.attrs['w:abstractnumid'] ?? '', new Map(elements(one).filter(({ tag }) => tag === 'w:lvl').map((level) => [level.attrs['w:ilvl'] ?? '0', valueOf(child(level, 'w:numFmt')) ?? 'decimal'])));
  }
  for (const one of elements(numbering)) {
    if (one.tag !== 'w:num') continue;
    for (const [level, format] of formats.get(valueOf(child(one, 'w:abstractNumId')) ?? '') ?? []) bullets.set(`${one.attrs['w:numid']}:${level}`, format === 'bullet' || format === 'none');
  }
  return bullets;
}

function blocksOf(children: readonly (Markup | string)[], place: Place): Block[] {
  const found: (Block | LooseItem)[] = [];
  for (const node of children) {
    if (typeof node === 'string') continue;
    if (node.tag === 'w:p') found.push(...paragraphsOf(node, place));
    else if (node.tag === 'w:tbl') found.push(...tableOf(node, place));
    else if (node.tag === 'w:sdt') found.push(...blocksOf(child(node, 'w:sdtContent')?.children ?? [], place));
    else if (node.tag === 'w:ins' || node.tag === 'w:moveto') found.push(...blocksOf(node.children, place));
  }
  return nested(found, place.room);
}

const ALIGNED: Record<string, Align> = { center: 'center', right: 'right', end: 'right' };

function paragraphsOf(node: Markup, { seen, top }: Place): (Block | LooseItem)[] {
  const properties = child(node, 'w:pPr');
  const lines = withFields(wordsOf(node, seen));
  const align = ALIGNED[valueOf(child(properties, 'w:jc')) ?? ''];
  const level = seen.levels.get(valueOf(child(properties, 'w:pStyle')) ?? '');
  const numbering = child(properties, 'w:numPr');
  const number = valueOf(child(numbering, 'w:numId'));
  const depth = Number(valueOf(child(numbering, 'w:ilvl')) ?? '0');
  const breaks = (properties && child(properties, 'w:pageBreakBefore') && valueOf(child(properties, 'w:pageBreakBefore')) !== '0') === true;
  const made: (Block | LooseItem)[] = breaks && top ? [{ type: 'pageBreak' }] : [];
  for (const [at, content] of lines.entries()) {
    if (at > 0 && top) made.push({ type: 'pageBreak' });
    if (!content.some((one) => one.type === 'mergeField' || (one.type === 'text' && one.text.trim() !== ''))) continue;
    if (level) made.push({ type: 'heading', attrs: { level, ...(align ? { align } : {}) }, content: content.map((one) => (one.type === 'hardBreak' || !one.marks ? one : { ...one, marks: one.marks.filter((mark) => mark.type !== 'bold') })) });
    else if (number !== undefined && number !== '0') made.push({ type: 'loose', level: depth + 1, ordered: !(seen.bullets.get(`${number}:${depth}`) ?? false), start: 1, content: [{ type: 'paragraph', content }] });
    else made.push({ type: 'paragraph', ...(align ? { attrs: { align } } : {}), content });
  }
  return made;
}

const LEFT_OUT: Record<string, string> = { 'w:footnotereference': 'catatan kaki', 'w:endnotereference': 'catatan akhir', 'w:commentreference': 'komentar', 'm:omath': 'rumus', 'w:txbxcontent': 'kotak teks' };

/** The words of a paragraph, cut where Word breaks the page. */
function wordsOf(node: Markup, seen: Seen): Inline[][] {
  const lines: Inline[][] = [[]];
  const walk = (one: Markup, marks: readonly Mark[]): void => {
    for (const part of elements(one)) {
      const last = lines.at(-1)!;
      const left = LEFT_OUT[part.tag];
      if (left) seen.leftOut.add(left);
      else if (part.tag === 'w:r') walk(part, marksOf(child(part, 'w:rPr')));
      else if (part.tag === 'w:t') last.push({ type: 'text', text: part.children.filter((text) => typeof text === 'string').join(''), ...(marks.length > 0 ? { marks: [...marks] } : {}) });
      else if (part.tag === 'w:tab' || part.tag === 'w:nobreakhyphen') last.push({ type: 'text', text: part.tag === 'w:tab' ? ' ' : '-' });
      else if (part.tag === 'w:br' || part.tag === 'w:cr') {
        if (part.attrs['w:type'] === 'page') lines.push([]);
        else last.push({ type: 'hardBreak' });
      } else if (part.tag === 'w:drawing' || part.tag === 'w:pict' || part.tag === 'w:object') {
        if (find(part, 'w:txbxcontent')) seen.leftOut.add('kotak teks');
        else seen.pictures += 1;
      } else if (['w:hyperlink', 'w:ins', 'w:moveto', 'w:smarttag', 'w:sdt', 'w:sdtcontent', 'w:fldsimple', 'mc:alternatecontent', 'mc:choice'].includes(part.tag)) walk(part, marks);
    }
  };
  walk(node, []);
  return lines;
}

function marksOf(properties: Markup | undefined): Mark[] {
  const on = (tag: string) => {
    const found = child(properties, tag);
    return found !== undefined && !['0', 'false', 'none', 'off'].includes(valueOf(found) ?? 'true');
  };
  const has = { bold: on('w:b'), italic: on('w:i'), underline: on('w:u') };
  return MARKS.filter((mark) => has[mark]).map((type) => ({ type }));
}

/** `${nomor}` as a merge field, though Word may have cut it into runs; other marks and words stay. */
function withFields(lines: readonly Inline[][]): Inline[][] {
  return lines.map((line) => {
    const whole = line.map((one) => (one.type === 'text' ? one.text : '\u0000')).join('');
    const found = [...whole.matchAll(/\$\{([^{}\u0000]{1,60})\}/g)].filter(([, name]) => FIELD_NAME.test(name!.trim()));
    const content: Inline[] = [];
    let at = 0;
    for (const one of line) {
      const length = one.type === 'text' ? one.text.length : 1;
      const begins = found.filter(({ index }) => index >= at && index < at + length);
      if (one.type !== 'text') content.push(one);
      else {
        let from = at;
        const put = (to: number) => {
          const text = whole.slice(from, to);
          if (text !== '') content.push({ ...one, text });
        };
        for (const begin of found.filter(({ index, 0: mark }) => index < at && index + mark.length > at)) from = Math.min(at + length, begin.index + begin[0].length);
        for (const begin of begins) {
          put(begin.index);
          content.push({ type: 'mergeField', attrs: { name: begin[1]!.trim() }, ...(one.marks ? { marks: one.marks } : {}) });
          from = Math.min(at + length, begin.index + begin[0].length);
        }
        put(at + length);
      }
      at += length;
    }
    return content;
  });
}

function tableOf(node: Markup, place: Place): Block[] {
  const inner: Place = { ...place, room: place.room - 1, top: false };
  const rows: { cell: TableCell; from: number; continues: boolean; absorbed?: true }[][] = [];
  const rowsOf = (one: Markup): Markup[] => elements(one).flatMap((part) => (part.tag === 'w:tr' ? [part] : ['w:ins', 'w:sdt', 'w:sdtcontent'].includes(part.tag) ? rowsOf(part) : []));
  for (const row of rowsOf(node).slice(0, MOST_ROWS + 1)) {
    const isHead = child(child(row, 'w:trPr'), 'w:tblHeader') !== undefined;
    let from = 0;
    const cells: (typeof rows)[number] = [];
    for (const cell of elements(row).flatMap((part) => (part.tag === 'w:sdt' ? elements(child(part, 'w:sdtContent') ?? part) : [part])).filter(({ tag }) => tag === 'w:tc')) {
      const properties = child(cell, 'w:tcPr');
      const colspan = Math.min(MOST_COLUMNS, Math.max(1, Number(valueOf(child(properties, 'w:gridSpan')) ?? 1) || 1));
      const merged = child(properties, 'w:vMerge');
      const content = blocksOf(cell.children, inner);
      cells.push({ from, continues: merged !== undefined && valueOf(merged) !== 'restart', cell: { type: isHead ? 'tableHeader' : 'tableCell', attrs: { colspan }, content: content.length > 0 ? content : [{ type: 'paragraph' }] } });
      from += colspan;
    }
    rows.push(cells);
  }
  // A cell that goes on downwards is one cell of several rows.
  for (const [at, row] of rows.entries()) {
    for (const one of row.filter(({ continues }) => continues)) {
      for (let above = at - 1; above >= 0; above -= 1) {
        const begun = rows[above]!.find(({ from }) => from === one.from);
        if (!begun) break;
        if (begun.continues) continue;
        begun.cell.attrs = { ...begun.cell.attrs, rowspan: at - above + 1 };
        one.absorbed = true;
        break;
      }
    }
  }
  const content = rows.map((row): TableRow => ({ type: 'tableRow', content: row.filter(({ absorbed }) => !absorbed).map(({ cell }) => cell) }));
  const cells = content.flatMap((row) => row.content);
  if (place.room <= 0 || cells.length === 1) return cells.flatMap((cell) => cell.content.filter((block) => block.type !== 'paragraph' || block.content !== undefined));
  return [{ type: 'table', content }];
}
