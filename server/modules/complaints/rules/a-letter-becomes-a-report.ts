import type { IncomingMail, MailReason } from '../contract.ts';
import { readTicketNumber } from './the-number-cannot-be-guessed.ts';

// Chapters: letters that nobody wrote · the words of its writer · to which report it belongs

type Headers = Readonly<Record<string, string>>;

/**
 * Why a letter is neither taken nor answered (RFC 3834: machines do not answer machines). `own` are our addresses.
 * A contact form of a website writes as `noreply` and is a report: see `mayBeAnswered`.
 */
export function whyNotTaken({ headers: h, from, subject }: Pick<IncomingMail, 'headers' | 'from' | 'subject'>, own: readonly string[]): MailReason | undefined {
  if (own.includes(from.address)) return 'own';
  if (/^multipart\/report\b/i.test(h['content-type'] ?? '') || (h['return-path'] ?? '').trim() === '<>' || /^(mailer-daemon|postmaster)@/i.test(from.address)) return 'bounce';
  const automatic = (h['auto-submitted'] ?? 'no').trim().toLowerCase();
  if (!automatic.startsWith('no') || has(h, 'x-autoreply', 'x-autorespond', 'x-auto-reply') || /\bauto_?reply\b/i.test(h['precedence'] ?? '')) return 'auto-reply';
  if (/^(auto(matic)?[ -]?reply|balasan otomatis|jawaban otomatis|out of (the )?office|di luar kantor)\b/i.test(subject.trim())) return 'auto-reply';
  if (has(h, 'list-id', 'list-unsubscribe') || /^(bulk|list|junk)$/i.test((h['precedence'] ?? '').trim())) return 'list';
  return undefined;
}
const has = (headers: Headers, ...names: string[]): boolean => names.some((name) => headers[name] !== undefined);

/** Is there somebody who reads what we write back? */
export const mayBeAnswered = ({ headers, from }: Pick<IncomingMail, 'headers' | 'from'>): boolean =>
  /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(from.address) && !/^(no-?reply|do-?not-?reply|jangan-?dibalas|tidak-?dibalas)\b/i.test(from.address) && !/\b(All|AutoReply)\b/i.test(headers['x-auto-response-suppress'] ?? '');

export const isMarkedSpam = (headers: Headers): boolean => /^yes/i.test(headers['x-spam-flag'] ?? '') || /^yes/i.test(headers['x-spam-status'] ?? '');

/** What the writer wrote: plain text where there is some, else the text of the HTML. */
export const textOf = ({ text, html }: Pick<IncomingMail, 'text' | 'html'>): string => tidy(text.trim() ? text : plainFromHtml(html));

const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[\u0000\u200b\u200e\u200f\ufeff]/g, '').replace(/[ \t\u00a0]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', deg: '°' };
const UNSEEN = new Set(['script', 'style', 'head', 'title']);
const BREAKS: Record<string, string> = { br: '\n', '/p': '\n', '/div': '\n', '/tr': '\n', '/h1': '\n', '/h2': '\n', '/h3': '\n', '/li': '', li: '\n- ', '/td': ' ', '/th': ' ', blockquote: '\n> ', '/blockquote': '\n' };

/** Lines for paragraphs, rows and breaks; nothing of scripts, styles and comments. Goes through the text once, however broken it is. */
export function plainFromHtml(html: string): string {
  const out: string[] = [];
  let unseen: string | undefined;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (!unseen) out.push(html.slice(at, open < 0 ? undefined : open));
    if (open < 0) break;
    const isComment = html.startsWith('<!--', open);
    const close = html.indexOf(isComment ? '-->' : '>', open);
    // A sign for "less than", or a tag that never ends.
    if (close < 0) {
      if (!unseen) out.push(html.slice(open));
      break;
    }
    const name = isComment ? '' : (/^\/?[a-z0-9]{1,12}/i.exec(html.slice(open + 1, open + 15))?.[0] ?? '').toLowerCase();
    if (unseen) unseen = name === `/${unseen}` ? undefined : unseen;
    else if (UNSEEN.has(name)) unseen = name;
    else out.push(BREAKS[name] ?? '');
    at = close + (isComment ? 3 : 1);
  }
  return out.join('').replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal: string, hex: string, name: string) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}

/**
 * What the writer wrote and the history of other letters below it, or between its lines. Signature and advertisement of
 * the telephone are neither.
 */
export function splitHistory(text: string): { own: string; history: string } {
  const lines = text.split('\n');
  const end = lines.findIndex((_, i) => historyBegins(lines, i));
  const [above, below] = end < 0 ? [lines, []] : [lines.slice(0, end), lines.slice(end)];
  const own = above.filter((line) => !/^\s*>/.test(line));
  const signature = own.findIndex((line) => line === '--' || line === '-- ');
  const kept = tidy((signature < 0 ? own : own.slice(0, signature)).filter((line) => !/^_{10,}$|^(?:Dikirim dari|Sent from|Terkirim dari|Get Outlook for)\b.{0,60}$/i.test(line)).join('\n'));
  // Nothing of one's own: somebody passes on what another wrote, or an empty answer.
  return kept === '' ? { own: tidy(text), history: '' } : { own: kept, history: tidy([...above.filter((line) => /^\s*>/.test(line)), ...below].join('\n')) };
}

const PASSED_ON = /forwarded message|pesan (?:yang )?(?:terusan|diteruskan)/i;
/** Passing on what another wrote: then that is the report. */
export const isPassedOn = (subject: string): boolean => /^(?:fwd?|trs|terusan|diteruskan)\s*:/i.test(subject.trim());

/** "Pada Sen, 2 Mar 2026 pukul 09.15 Admin <a@b> menulis:" may be broken over lines; Outlook draws a head of From, Sent, To. */
function historyBegins(lines: readonly string[], i: number): boolean {
  const line = lines[i]!;
  if (/^-{2,}\s*(?:Original Message|Pesan Asli|Surel Asli)\s*-{2,}\s*$/i.test(line)) return true;
  if (/^(?:Pada|On)\s.{4}/.test(line)) {
    return [1, 2, 3].some((many) => {
      const joined = lines.slice(i, i + many).join(' ');
      return joined.length < 500 && /\b(?:menulis|menuliskan|wrote)\s*:\s*$/.test(joined);
    });
  }
  const before = lines.slice(Math.max(0, i - 3), i).findLast((one) => one.trim() !== '') ?? '';
  return /^\*?(?:From|Dari)\s?:/.test(line) && !PASSED_ON.test(before) && /^\*?(?:Sent|Date|Dikirim|Terkirim|Tanggal)\s?:/.test(lines[i + 1] ?? '');
}

/** Without "Re:", "Fwd:", "Bls:" and the number in brackets; undefined when nothing of use is left. */
export function titleFromSubject(subject: string): string | undefined {
  const bare = tidy(subject).replace(/\s+/g, ' ').replace(/^(?:(?:re|fwd?|bls|balas|trs|terusan|tr)\s*(?:\[\d+\])?\s*:\s*)+/i, '').replace(/\[[A-Z0-9]{2,6}-L-[A-Z0-9]{4}-[A-Z0-9]{4}\]/g, '').trim();
  return bare.length < 5 ? undefined : bare.slice(0, 150);
}

/** Names report and proof in the Message-IDs of what we send, and at the foot of its text. */
export const threadMark = (number: string, proof: string): string => `lapor.${number}.${proof}`;
const MARK = /\blapor\.([A-Z0-9]{2,6}-L-[A-Z0-9]{4}-[A-Z0-9]{4})\.([\w-]{22})(?![\w-])/g;

export interface Belongs {
  number: string;
  /** Proofs that came with it; whether one is right, the service knows. */
  proofs: string[];
}
/** The report that a letter names: by the mark that only who received our letter knows, else by the number in its subject. */
export function whereItBelongs(mail: Pick<IncomingMail, 'references' | 'subject' | 'text' | 'html'>): Belongs | undefined {
  const marks = [...mail.references, mail.text, mail.html].flatMap((text) => [...text.matchAll(MARK)]).slice(0, 50);
  const number = marks[0]?.[1] ?? numberIn(mail.subject);
  if (!number) return undefined;
  return { number, proofs: [...new Set(marks.filter((m) => m[1] === number).map((m) => m[2]!))] };
}

function numberIn(subject: string): string | undefined {
  for (const match of subject.matchAll(/\b[A-Z0-9]{2,6}[- ]?L[- ]?[A-Z0-9]{4}[- ]?[A-Z0-9]{4}\b/gi)) {
    const number = readTicketNumber(match[0]);
    if (number) return number;
  }
  return undefined;
}
