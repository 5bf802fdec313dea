/** One element of what a word processor puts on the clipboard, or a text. Read forgivingly, as browsers do. */
export interface Markup {
  tag: string;
  attrs: Record<string, string>;
  /** The `style` attribute, by property in small letters. */
  style: Record<string, string>;
  children: (Markup | string)[];
}

/** What holds no words of the letter. */
const SILENT = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'noscript', 'iframe', 'noembed', 'noframes', 'template', 'xml', 'svg', 'math', 'object', 'select', 'audio', 'video', 'canvas']);
/** Of these, everything up to the closing tag is no markup at all. */
const RAW = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'noscript', 'iframe', 'noembed', 'noframes']);
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'base', 'area', 'wbr', 'source', 'embed', 'param', 'track']);
const BLOCK = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre', 'section', 'article', 'center', 'hr', 'dl', 'address', 'header', 'footer', 'main', 'li']);
/** Deeper nesting is read as if it stood at this depth: nobody writes it, and it would exhaust the stack. */
const MOST_NESTED = 120;

/** The tree below the root, and the text of its style sheets (Word describes its lists there). Takes time in proportion to the length. */
export function readMarkup(html: string): { root: Markup; sheets: string } {
  const root = element('', '');
  const open: Markup[] = [root];
  let sheets = '';
  let at = 0;
  const add = (child: Markup | string) => {
    const { children } = open.at(-1)!;
    const last = children.at(-1);
    if (typeof child === 'string' && typeof last === 'string') children[children.length - 1] = last + child;
    else children.push(child);
  };
  const closeTo = (index: number) => open.splice(index);
  while (at < html.length) {
    const next = html.indexOf('<', at);
    if (next < 0 || next > at) add(decoded(html.slice(at, next < 0 ? undefined : next)));
    if (next < 0) break;
    if (html.startsWith('<!--', next)) {
      const end = html.indexOf('-->', next + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    if (!/[a-zA-Z/!?]/.test(html[next + 1] ?? '')) {
      add('<');
      at = next + 1;
      continue;
    }
    const end = endOfTag(html, next + 1);
    const inside = html.slice(next + 1, end);
    at = end + 1;
    const [, closes, name] = /^(\/?)([a-zA-Z][\w:-]*)/.exec(inside) ?? [];
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    if (closes) {
      const index = open.findLastIndex((one) => one.tag === tag);
      // A cell keeps what is wrongly closed inside it.
      if (index > 0 && !(open.findLastIndex((one) => one.tag === 'table') > index && tag !== 'table')) closeTo(index);
      continue;
    }
    closeWhatCannotHold(open, tag, closeTo);
    const made = element(tag, inside.slice(name.length));
    if (RAW.has(tag)) {
      const close = closing(html, tag, at);
      if (tag === 'style') sheets += html.slice(at, close);
      at = close;
      continue;
    }
    add(made);
    if (!VOID.has(tag) && !inside.endsWith('/') && open.length < MOST_NESTED) open.push(made);
  }
  return { root, sheets };
}

export const isSilent = (tag: string): boolean => SILENT.has(tag) || (tag.includes(':') && !/^(o|st1|w|u\d*):/.test(tag));
export const isBlock = (tag: string): boolean => BLOCK.has(tag);

/** The elements that end where another begins, though nobody closed them. */
function closeWhatCannotHold(open: readonly Markup[], tag: string, closeTo: (index: number) => void): void {
  const within = open.findLastIndex((one) => one.tag === 'td' || one.tag === 'th' || one.tag === 'table' || one.tag === 'li');
  const last = (...tags: string[]) => open.findLastIndex((one) => tags.includes(one.tag));
  if (BLOCK.has(tag)) {
    const p = last('p');
    if (p > within) closeTo(p);
  }
  if (tag === 'li') {
    const [li, list] = [last('li'), last('ul', 'ol')];
    if (li > list) closeTo(li);
  }
  if (tag === 'td' || tag === 'th') {
    const [cell, row] = [last('td', 'th'), last('tr', 'table')];
    if (cell > row) closeTo(cell);
  }
  if (tag === 'tr' || tag === 'tbody' || tag === 'thead' || tag === 'tfoot') {
    const [row, table] = [last('tr'), last('table')];
    if (row > table) closeTo(row);
  }
}

function element(tag: string, written: string): Markup {
  const attrs: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name, value] of written.matchAll(/([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g)) {
    const bare = value === undefined ? '' : /^["']/.test(value) ? value.slice(1, -1) : value;
    attrs[name!.toLowerCase()] ??= decoded(bare);
  }
  return { tag, attrs, style: styleOf(attrs['style'] ?? ''), children: [] };
}

function styleOf(written: string): Record<string, string> {
  const style: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const part of written.split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0) style[part.slice(0, colon).trim().toLowerCase()] = part.slice(colon + 1).trim().toLowerCase();
  }
  return style;
}

/** Where the tag that began before `at` ends; a sign > between quotes does not end it. */
function endOfTag(html: string, at: number): number {
  // Bogus comments of Word (<![if !supportLists]>) hold no quotes worth a look.
  if (html[at] === '!' || html[at] === '?') return found(html.indexOf('>', at), html);
  for (let i = at; i < html.length; i += 1) {
    const sign = html[i]!;
    if (sign === '>') return i;
    if ((sign === '"' || sign === "'") && html[i - 1] === '=') {
      const close = html.indexOf(sign, i + 1);
      if (close < 0) return found(html.indexOf('>', i), html);
      i = close;
    }
  }
  return html.length;
}

function closing(html: string, tag: string, from: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + tag.length).toLowerCase() === tag) return at;
  }
  return html.length;
}
const found = (index: number, html: string): number => (index < 0 ? html.length : index);

const NAMED: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»',
  bull: '•', middot: '·', sect: '§', para: '¶', copy: '©', reg: '®', trade: '™', deg: '°', plusmn: '±', times: '×', divide: '÷', frac12: '½', frac14: '¼', frac34: '¾', sup2: '²', sup3: '³',
  euro: '€', eacute: 'é', egrave: 'è', Eacute: 'É', agrave: 'à', ouml: 'ö', uuml: 'ü', auml: 'ä', rarr: '→', larr: '←', le: '≤', ge: '≥', ne: '≠', ensp: ' ', emsp: ' ', thinsp: ' ', shy: '', zwnj: '', zwj: '',
};

const decoded = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]\w{1,7}));?/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name]! : whole;
    const point = decimal !== undefined ? Number(decimal) : parseInt(hex!, 16);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : '\ufffd';
  }) : text;
