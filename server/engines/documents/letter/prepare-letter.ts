import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import { longDate } from './indonesian.ts';
import type { LetterData, Paper } from './letter-data.ts';
import type { LetterDefinition, LetterPart } from './letter-definition.ts';
import { breakable, printable } from './printable-text.ts';
import { printFieldValue, type PrintedValue } from './print-field-value.ts';

/** Exactly what a template sees as JSON. All texts are ready to print; nothing in them is evaluated. */
export interface PreparedLetter {
  title: string;
  paper: Paper;
  /** Printed values by field id; an optional field without value is null. */
  f: Record<string, PrintedValue | null>;
  labels: Record<string, string>;
  number: string | null;
  date: string | null;
  place: string | null;
  letterhead: LetterData['letterhead'] | null;
  signer: LetterData['signer'] | null;
  way: LetterData['way'] | null;
  certificateIssuer: string | null;
  verification: LetterData['verification'] | null;
  copies: string[];
  layout?: LetterData['layout'];
  demo: boolean;
  draft?: true;
  draftMark?: string;
  metadata: { title: string; author: string; keywords: string[]; created: number[] };
}

const PART_REMEDY: Record<LetterPart, string> = {
  letterhead: 'Lengkapi kop unit penanda tangan di halaman Organisasi.',
  number: 'Beri nomor surat lebih dahulu.',
  date: 'Isi tanggal surat (YYYY-MM-DD).',
  place: 'Isi tempat penandatanganan di halaman Organisasi.',
  signer: 'Tentukan penanda tangan dan cara tanda tangannya.',
  verification: 'Sertakan alamat dan kode verifikasi.',
};
/** Nobody reads a letter of a million characters; a paste by mistake is told instead of printed. */
const LONGEST_LETTER = 1_000_000;

/**
 * Checks a letter against its definition and makes every value printable, before anything is drawn.
 * Refuses `documents.letter-incomplete` with one entry per field: its path, and a sentence that says what to do.
 */
export function prepareLetter(
  letter: LetterDefinition,
  data: LetterData,
  options: { paper?: Paper | undefined; fileNames?: string[] } = {},
): Result<PreparedLetter> {
  const paper = options.paper ?? letter.paper.default;
  if (!letter.paper.allowed.includes(paper)) {
    return refuse('documents.paper-not-allowed', { template: letter.id, paper, allowed: letter.paper.allowed });
  }
  const problems: FieldRefusal[] = [...missingParts(letter, data)];
  const printed: PreparedLetter['f'] = {};
  const own = { nomor: data.number, tanggal: isCalendarDay(data.date) ? longDate(data.date) : undefined, tempat: data.place };
  for (const field of letter.fields) {
    const value = printFieldValue(field, data.fields[field.id], { own, draft: data.draft === true });
    if (value.ok) printed[field.id] = value.value;
    else problems.push({ path: `fields.${field.id}`, message: String(value.refusal.data?.message) });
  }
  for (const name of Object.keys(data.fields)) {
    if (letter.fields.some((field) => field.id === name)) continue;
    problems.push({ path: `fields.${name}`, message: `Templat ${letter.id} tidak mengenal isian "${name}". Hapus isian itu, atau tambahkan ke letter.yaml.` });
  }
  const logo = data.letterhead?.logo;
  if (logo !== undefined && !options.fileNames?.includes(logo)) {
    problems.push({ path: 'letterhead.logo', message: `Berkas logo "${logo}" tidak disertakan. Sertakan berkasnya atau kosongkan logo.` });
  }
  if (problems.length > 0) {
    const { refusal } = refuse('documents.letter-incomplete', { template: letter.id, title: letter.title, first: problems[0]!.message });
    return { ok: false, refusal: { ...refusal, fields: problems } };
  }

  const created = data.metadata.createdAt;
  const prepared: PreparedLetter = {
    title: letter.title,
    paper,
    f: printed,
    labels: Object.fromEntries(letter.fields.map((field) => [field.id, field.label])),
    number: data.number ?? null,
    date: data.date === undefined ? null : longDate(data.date),
    place: data.place ?? null,
    letterhead: data.letterhead ? { ...data.letterhead } : null,
    signer: data.signer ? { ...data.signer } : null,
    way: data.way ?? null,
    certificateIssuer: data.certificateIssuer ?? null,
    verification: data.verification ?? null,
    copies: data.copies ?? [],
    ...(data.layout ? { layout: data.layout } : {}),
    demo: data.demo,
    ...(data.draft ? { draft: true as const } : {}),
    ...(data.draft && data.draftMark ? { draftMark: data.draftMark } : {}),
    metadata: {
      title: data.metadata.title,
      author: data.metadata.author,
      keywords: data.metadata.keywords,
      created: [
        created.getUTCFullYear(), created.getUTCMonth() + 1, created.getUTCDate(),
        created.getUTCHours(), created.getUTCMinutes(), created.getUTCSeconds(),
      ],
    },
  };
  const clean = mapTexts(prepared, printable) as PreparedLetter;
  // A number and the embedded metadata are searched for, so they stay unbroken.
  const longest = paper.startsWith('roll') ? 22 : 48;
  const ready = mapTexts(clean, (text) => breakable(text, longest)) as PreparedLetter;
  ready.number = clean.number;
  ready.metadata = clean.metadata;
  ready.verification = clean.verification;
  if (ready.letterhead && logo !== undefined) ready.letterhead.logo = logo;
  const length = JSON.stringify(ready).length;
  return length > LONGEST_LETTER ? refuse('documents.letter-too-long', { characters: length, limit: LONGEST_LETTER }) : ok(ready);
}

/** Pictures that a document brings along: SVG, PNG or JPEG by content, at most 2 MB each, plain file names. */
export function checkFiles(files: Record<string, Uint8Array>): Result<Record<string, Uint8Array>> {
  for (const [name, content] of Object.entries(files)) {
    if (!/^[a-z0-9][a-z0-9._-]{0,79}\.(svg|png|jpe?g)$/.test(name)) return refuse('documents.picture-name', { name });
    if (content.length > 2_000_000) return refuse('documents.picture-too-large', { name, limitMegabytes: 2 });
    const head = Buffer.from(content.subarray(0, 1000)).toString('latin1');
    const fits = name.endsWith('.svg') ? /<svg[\s>]/.test(head) : name.endsWith('.png') ? head.startsWith('\x89PNG') : head.startsWith('\xff\xd8\xff');
    if (!fits) return refuse('documents.picture-unreadable', { name });
  }
  return ok(files);
}

function* missingParts(letter: LetterDefinition, data: LetterData): Generator<FieldRefusal> {
  for (const part of letter.parts) {
    const value = data[part];
    if (value === undefined || value === null || value === '') yield { path: part, message: `${letter.title} belum lengkap (${part}). ${PART_REMEDY[part]}` };
  }
  if (data.date !== undefined && !isCalendarDay(data.date)) {
    yield { path: 'date', message: `Tanggal surat "${data.date}" tidak ada di kalender. Tulis sebagai YYYY-MM-DD.` };
  }
  if (data.signer && !data.way) yield { path: 'way', message: 'Tentukan cara tanda tangan: tersertifikasi, internal, atau basah.' };
  if (data.way === 'tersertifikasi' && !data.certificateIssuer) {
    yield { path: 'certificateIssuer', message: 'Sebut penerbit sertifikat elektronik untuk tanda tangan tersertifikasi.' };
  }
  if (Number.isNaN(data.metadata.createdAt.getTime())) yield { path: 'metadata.createdAt', message: 'Waktu pembuatan dokumen tidak sah.' };
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
