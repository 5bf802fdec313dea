import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { SignerBlock } from '../signer-block/signer-block.ts';

/** Paper of a document. F4 (folio) is 215 × 330 mm; rolls have the width of the paper and the length of the text. */
export const PAPERS = ['A4', 'F4', 'A5', 'roll-58', 'roll-80'] as const;
export type Paper = (typeof PAPERS)[number];

/**
 * How a document is signed, a dated property of the post's holder:
 * `tersertifikasi` by a certificate of a provider, `internal` by the institution's own CA (and the paper says that it
 * is not certified), `basah` printed with room for ink and stamp.
 */
const WAYS = ['tersertifikasi', 'internal', 'basah'] as const;
export type WayOfSigning = (typeof WAYS)[number];

/**
 * The letterhead follows the unit that signs, never the unit that drafts (Permendagri 1/2023; reference letters §4).
 * `kepala-daerah` is signed by the head or deputy head of region in person and is centred below the state emblem.
 */
export interface Letterhead {
  kind: 'kepala-daerah' | 'perangkat-daerah' | 'kecamatan' | 'kelurahan' | 'desa';
  /** "Pemerintah Kabupaten Ponorogo"; absent for `kepala-daerah`. Written in capitals by the renderer. */
  government?: string;
  /** Lines between government and name, for example ["Kecamatan Babadan"]. */
  parents?: string[];
  /** "Dinas Penanaman Modal dan PTSP", "Kelurahan Banyudono", "Bupati Ponorogo". */
  name: string;
  address?: string;
  /** Telephone, site, e-mail, postal code in one line. */
  contact?: string;
  /** Name of one of the request's `files`. Without it the plain roof mark; none for `kepala-daerah` (state emblem). */
  logo?: string;
}

/** Fonts that a letter may be set in; Arimo has the widths of Arial, Tinos those of Times New Roman. */
export const FONTS = ['Arimo', 'Tinos'] as const;
export type LetterFont = (typeof FONTS)[number];

/** Changes to the sheet of a template: margins in millimetres, size of the type in points. What is absent stays as the paper has it. */
export interface LetterLayout {
  top?: number;
  right?: number;
  bottom?: number;
  left?: number;
  size?: number;
  font?: LetterFont;
}

export interface LetterMetadata {
  title: string;
  /** The institution or unit that issues. */
  author: string;
  keywords: string[];
  createdAt: Date;
}

export interface LetterData {
  /** Values of the template's own fields, see its `letter.yaml`. */
  fields: Record<string, unknown>;
  /** The letter number exactly as given by the register. */
  number?: string;
  /** Day printed on the letter. */
  date?: CalendarDay;
  place?: string;
  letterhead?: Letterhead;
  signer?: SignerBlock;
  /** Compulsory together with `signer`. */
  way?: WayOfSigning;
  /** Who issued the certificate, for the note below a `tersertifikasi` letter: "BSrE, BSSN". */
  certificateIssuer?: string;
  /** Address behind the QR and the code below it. */
  verification?: { url: string; code: string };
  /** Tembusan. */
  copies?: string[];
  layout?: LetterLayout;
  /** True prints "DATA CONTOH, TIDAK BERLAKU" on every page. */
  demo: boolean;
  /** A preview: "KONSEP" across every page, room instead of a QR code, and the foot says that it is not in force. */
  draft?: boolean;
  /** The word across a draft instead of "KONSEP": "UJI COBA" for a definition that is being tried out. */
  draftMark?: 'UJI COBA';
  metadata: LetterMetadata;
}
