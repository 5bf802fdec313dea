/** What must not be published with a report (reference page 5; UU 27/2022). Offered for covering, never changed unseen. */
export interface Finding {
  kind: 'nik' | 'phone' | 'email' | 'plate' | 'account' | 'profanity';
  text: string;
  start: number;
  /** Behind the last character. */
  end: number;
  replacement: string;
}

/** A bank or the word for an account shortly before it makes a row of digits an account. */
const ACCOUNT = /(?<=\b(?:rek(?:ening)?|norek|bri|bni|bca|btn|bsi|mandiri|bank\s+\w{2,15})\b[^\d\n]{0,20})\d(?:[ .-]?\d){7,19}(?![\d])/gi;

const PATTERNS: readonly { kind: Exclude<Finding['kind'], 'profanity'>; pattern: RegExp; replacement: string }[] = [
  { kind: 'account', pattern: ACCOUNT, replacement: '[rekening ditutup]' },
  // 16 digits, also written in groups; a NIK or number of a family card. Before phones, which are shorter.
  { kind: 'nik', pattern: /(?<![\d])\d(?:[ .-]?\d){15}(?![\d])/g, replacement: '[NIK ditutup]' },
  { kind: 'phone', pattern: /(?<![\d])(?:\+?62|0)[ .-]?8(?:[ .()-]?\d){7,11}(?![\d])/g, replacement: '[nomor ditutup]' },
  { kind: 'phone', pattern: /(?<![\d])\(?0\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{3,5}(?![\d])/g, replacement: '[nomor ditutup]' },
  { kind: 'email', pattern: /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, replacement: '[surel ditutup]' },
  { kind: 'plate', pattern: /\b[A-Z]{1,2}[ -]?\d{3,4}[ -]?[A-Z]{2,3}\b/g, replacement: '[plat ditutup]' },
];

/** In order of their place; overlapping ones are told once. `profanity`: words of the institution's own list. */
export function findPersonalData(text: string, profanity: readonly string[] = []): Finding[] {
  const found: Finding[] = [];
  const free = (start: number, end: number) => !found.some((f) => start < f.end && end > f.start);
  for (const { kind, pattern, replacement } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (free(start, end)) found.push({ kind, text: match[0], start, end, replacement });
    }
  }
  for (const { start, end } of profaneWords(text, profanity)) {
    if (free(start, end)) found.push({ kind: 'profanity', text: text.slice(start, end), start, end, replacement: '***' });
  }
  return found.sort((a, b) => a.start - b.start);
}

export function cover(text: string, findings: readonly Finding[]): string {
  let out = '';
  let at = 0;
  for (const f of findings) {
    out += text.slice(at, f.start) + f.replacement;
    at = f.end;
  }
  return out + text.slice(at);
}

export const TITLES: Record<Finding['kind'], string> = { nik: 'NIK', phone: 'nomor telepon', email: 'alamat surel', plate: 'nomor polisi', account: 'nomor rekening', profanity: 'kata kasar' };

const SIGNS: Record<string, string> = { '0': 'o', '1': 'i', '!': 'i', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't', '8': 'b', '9': 'g', '@': 'a', $: 's' };

/** Whole words, also when letters are doubled, replaced by signs ("b4ngsatt") or spaced ("b a n g s a t"); "anjingan" is another word. */
function profaneWords(text: string, list: readonly string[]): { start: number; end: number }[] {
  if (list.length === 0) return [];
  let known = plainLists.get(list);
  if (!known) plainLists.set(list, (known = new Set(list.map(plain))));
  const words = known;
  const isOne = (typed: string) => words.has(plain(typed)) || (typed.includes('1') && words.has(plain(typed.replaceAll('1', 'l'))));
  const spaced = /(?<![\p{L}\d@$])[\p{L}\d@$](?:[ ._*-][\p{L}\d@$]){2,20}(?![\p{L}\d@$])/gu;
  return [/[\p{L}\d@$!]+/gu, spaced].flatMap((pattern) => [...text.matchAll(pattern)].filter((m) => isOne(m[0].replace(/^!+|!+$|[ ._*-]/g, ''))).map((m) => ({ start: m.index, end: m.index + m[0].length })));
}

/** An institution's list stays the same object until it is edited. */
const plainLists = new WeakMap<readonly string[], Set<string>>();
const plain = (word: string): string => [...word.toLowerCase()].map((c) => SIGNS[c] ?? c).join('').replace(/(.)\1+/gu, '$1');

export const hasProfanity = (text: string, list: readonly string[]): boolean => profaneWords(text, list).length > 0;
