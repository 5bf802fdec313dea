import type { LetterLayout, Paper } from '../../../engines/documents/letter/letter-data.ts';
import type { LetterField } from '../../../engines/documents/letter/letter-definition.ts';
import type { Prose } from '../../../engines/prose/prose.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { NumberOrder } from '../../issuance/contract.ts';
import type { FoundRow, Secrecy } from '../../letters/contract.ts';
import type { Family, IssuedIn } from './shapes.ts';

/** A kind of naskah dinas as it is in force on a day. */
export interface LetterType {
  /** "surat-dinas"; stored with the letter. */
  id: string;
  /** Null: as the catalogue has it, never changed or used here. `use` makes it a version of the institution. */
  versionId: string | null;
  version: number;
  validFrom: CalendarDay | null;
  family: Family;
  sub?: string;
  title: string;
  /** In words, for the chooser. */
  usualSigner: string;
  /** Folder in catalog/letters. */
  template: string;
  /** Only the head of region signs it. */
  headOfRegion: boolean;
  /** False: no body is written (the disposition sheet). */
  written: boolean;
  needsAddressee: boolean;
  series: string;
  /** `{kode}/{urut}/{unit}/{romawi}/{yyyy}` */
  pattern: string;
  /** Classification code that a letter begins with; the writer picks another from the tree. */
  classification: string;
  secrecy: Secrecy;
  /** Absent: the sheet of the institution. */
  paper?: Paper;
  layout: LetterLayout;
  /** Tembusan that every letter of this kind has. */
  copies: string[];
  /** At least so many initials before it may be signed. */
  initials: number;
  issuedIn: IssuedIn;
  /** What the body begins with; merge fields are those of `MERGE_FIELDS`. */
  skeleton: Prose;
  /** Of the template (its letter.yaml). */
  fields: LetterField[];
  /** Values of template fields that belong to the kind and are not asked for. */
  fixed: Record<string, string>;
  legalBasis: string;
  source?: string;
  verified: boolean;
}

/** Template fields that the letter itself fills, wherever a template has them; the others are asked for on the form. */
export const FILLED_BY_THE_LETTER = ['judul', 'hal', 'sifat', 'lampiran', 'kepada', 'kepada_di', 'isi'] as const;

/** Places in a body that the letter fills: the first three in print, the others by whoever puts the letter together. */
export const MERGE_FIELDS = {
  nomor: 'Nomor naskah',
  tanggal: 'Tanggal naskah, dengan kata',
  tempat: 'Tempat naskah ditetapkan',
  hal: 'Hal naskah',
  kepada: 'Yang dituju',
  nama_instansi: 'Nama instansi',
  nama_unit: 'Nama unit penanda tangan',
  jabatan_penanda_tangan: 'Jabatan penanda tangan',
  nama_penanda_tangan: 'Nama penanda tangan',
} as const;
export type MergeFieldName = keyof typeof MERGE_FIELDS;

/** What a letter knows of itself when the fields of its template are put together. */
export interface LetterFacts {
  subject: string;
  /** As printed: "Segera", "Rahasia". Absent: biasa. */
  secrecyText: string;
  /** "2 (dua) berkas"; absent prints "-". */
  attachments?: string;
  to: string[];
  /** "di …"; absent prints "Tempat". */
  toPlace?: string;
  /** Merge fields already filled. Absent where nothing is written. */
  body?: Prose;
  /** Values of the template's other fields, by id. */
  own: Record<string, unknown>;
}

/** House part `letter-types`; `T` is the platform's TenantContext. */
export interface LetterTypesPort<T> {
  /** Every kind in force on that day, in the order of the families. */
  listInForce(t: T, day: CalendarDay): Promise<LetterType[]>;
  typeInForce(t: T, id: string, day: CalendarDay): Promise<LetterType | undefined>;
  /**
   * The kind in force, kept as a version of this institution that no later change reaches: call it when a letter begins,
   * in the transaction that stores it, and store `versionId`. @throws Refused `letter-types.unknown`, `letter-types.not-in-force`
   */
  use(t: T, id: string, day: CalendarDay): Promise<LetterType & { versionId: string }>;
  /** The version that a letter began with. */
  typeOfVersion(t: T, versionId: string): Promise<LetterType | undefined>;
  /** The series for `issuance.number`. Where `jenis` and the like stand in the pattern, give their words. */
  seriesOf(type: LetterType, words?: { classification?: string; jabatan?: string; derajat?: string; jenis?: string }): NumberOrder['series'];
  /** Values of the template's fields from the letter; only fields that the template has. */
  fieldsOf(type: LetterType, letter: LetterFacts): Record<string, unknown>;
  /** Of these, letters that the national application issued and this reader may see, as the one search tells them. */
  foundNational(t: T, ids: readonly string[]): Promise<FoundRow[]>;
}
