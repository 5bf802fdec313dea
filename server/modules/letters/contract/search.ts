import * as z from 'zod';
import { operation, type Operations } from '../../../platform/operation.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { calendarDay, id, limit, secrecy, text } from './shapes.ts';
import type { Secrecy } from './words.ts';

// Chapters: asking · kept searches · what modules below bring

const kind = z.enum(['in', 'out']);
/** What was typed and which filters stand. */
export const askedOfSearch = z.object({
  query: z.string().trim().max(200).default(''), kind: kind.optional().describe('in: surat masuk, out: surat keluar'), sender: z.string().trim().max(100).optional().describe('Kata dari asal surat'), from: calendarDay.optional().describe('Tanggal surat paling awal'), to: calendarDay.optional(),
  classification: z.string().max(40).optional().describe('Dengan semua kode di bawahnya'), secrecy: secrecy.optional(), state: z.string().max(40).optional(), unit: id.optional().describe('Unit yang mencatatnya'),
});
export type AskedOfSearch = z.infer<typeof askedOfSearch>;

const foundRow = z.object({
  kind, id, href: z.string(), title: z.string(), number: z.string(), agenda: z.string().describe('"12/2026", kosong bila tidak berbuku agenda'), who: z.string().describe('Asal surat masuk, tujuan surat keluar'), day: z.string(), dayText: z.string(), secrecyText: z.string(), stateText: z.string(), done: z.boolean(), masked: z.boolean(),
});
const choice = z.object({ id: z.string(), title: z.string() });
const kept = z.object({ id, name: z.string(), asked: askedOfSearch, fresh: z.number().describe('Surat yang datang dan cocok sejak terakhir dibuka; paling banyak 99') });

export const searchOperations = {
  search: operation({
    method: 'GET', path: '/surat/cari', permission: 'signed-in', summary: 'Cari pada semua surat yang boleh Anda baca, masuk dan keluar: pengirim, hal, nomor, isi',
    description: 'Nomor yang ditulis utuh menemukan suratnya. Kata berimbuhan ikut ditemukan, salah ketik diperbaiki. Surat sangat rahasia tidak ada dalam pencarian.',
    input: askedOfSearch.extend({ limit: limit.default(50) }), output: z.object({ items: z.array(foundRow), corrected: z.string().optional().describe('Yang dicari, bila tidak ada yang memuat yang Anda tulis') }),
  }),
  searchChoices: operation({
    method: 'GET', path: '/surat/cari/pilihan', permission: 'signed-in', summary: 'Pilihan saringan: arah, unit, keadaan', input: z.object({}), output: z.object({ kinds: z.array(choice), units: z.array(choice), states: z.array(choice) }),
  }),
  listSearches: operation({ method: 'GET', path: '/surat/pencarian', permission: 'signed-in', summary: 'Pencarian yang Anda simpan', input: z.object({}), output: z.object({ items: z.array(kept) }) }),
  keepSearch: operation({ method: 'POST', path: '/surat/pencarian', permission: 'signed-in', status: 201, summary: 'Simpan pencarian dengan nama; nama yang sama diganti isinya', input: z.object({ name: text(1, 60, 'Tulis nama untuk pencarian ini.'), asked: askedOfSearch }), output: z.object({ id }) }),
  openSearch: operation({ method: 'POST', path: '/surat/pencarian/{id}/buka', permission: 'signed-in', summary: 'Buka pencarian tersimpan; yang baru dihitung sejak saat ini', input: z.object({ id }), output: kept.omit({ fresh: true }) }),
  dropSearch: operation({ method: 'DELETE', path: '/surat/pencarian/{id}', permission: 'signed-in', summary: 'Hapus pencarian tersimpan', input: z.object({ id }), output: z.object({}) }),
} satisfies Operations;

export const searchRefusals: RefusalTable = {
  'letters.too-many-searches': { status: 409, sentence: 'Anda sudah menyimpan 30 pencarian. Hapus yang tidak dipakai lagi.' },
  'letters.no-such-search': { status: 404, sentence: 'Pencarian tersimpan itu tidak ada lagi.' },
  'letters.nothing-asked': { status: 422, sentence: 'Tulis kata atau pilih saringan dahulu, lalu simpan.' },
};

/** One line of a search as its module tells it: what the viewer may not read is masked there. Whom the viewer must not know of is left out. */
export type FoundRow = Omit<z.infer<typeof foundRow>, 'kind' | 'dayText'>;
/** House part `letters.found`, by kind: modules below add theirs (`out`) when they start. */
export type FoundByKind<T> = Partial<Record<LetterKind, { rows(t: T, ids: readonly string[]): Promise<FoundRow[]>; /** States of its letters, as filters offer them. */ states: Readonly<Record<string, string>> }>>;

export type LetterKind = z.infer<typeof kind>;
/** What filters ask of a letter. */
export interface Facets {
  kind: LetterKind;
  /** Of the letter itself. */
  day: CalendarDay;
  /** Kode klasifikasi, or empty. */
  classification: string;
  secrecy: Secrecy;
  /** Whose book it stands in. */
  unit: string;
  state: string;
  /** From whom it comes. */
  sender: string;
}
/** Whose letters a search may find, as keys kept with each letter: the reader brings the keys that fit. */
export interface KeyFacts {
  secrecy: Secrecy;
  /** Unit of the book. */
  book: string;
  /** Units whose tata usaha keeps it as well. */
  alsoKept?: readonly string[];
  posts: readonly string[];
  units: readonly string[];
  /** Of these units those below read along too; not of the head of region's, below which everybody is. */
  wideUnits: readonly string[];
  readers: readonly string[];
  accounts: readonly string[];
}

/** A letter as search keeps it. */
export interface LetterToFind {
  kind: LetterKind;
  id: string;
  /** Free text: hal, addressees, body. A number is found in pieces and whole. */
  words: string;
  number: string;
  /** Words are found but never told to anybody as a correction: of rahasia, and what a scan was read as. */
  quiet?: string;
  /** Who may find it (`keys`). */
  access: readonly string[];
  facets: Omit<Facets, 'kind'>;
}
/** House part `letters.search`. Sangat rahasia is never put in. */
export interface LetterSearchPort<T> {
  keys(letter: KeyFacts): string[];
  put(t: T, letter: LetterToFind): Promise<void>;
  remove(t: T, id: string): Promise<void>;
}
