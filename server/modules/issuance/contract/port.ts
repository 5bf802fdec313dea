import type { FinishedBody } from '../../../engines/documents/finished/finished-body.ts';
import type { LetterData, LetterLayout, Paper, WayOfSigning } from '../../../engines/documents/letter/letter-data.ts';
import type { RemoteIdentity, Signer } from '../../../engines/documents/signature/signer.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Holder } from '../../organization/contract.ts';
import type { DocumentStatus, SigningSecret } from './shapes.ts';

// Chapters: a letter · the port · what issuance asks of others

/** The words of a letter, before number and signature. */
export interface LetterOrder {
  /** Folder in catalog/letters. */
  template: string;
  title: string;
  /** The unit that signs: owns register and letterhead. */
  unitId: string;
  /** Who signs; must be in office on the day of the letter. */
  holding: Holder;
  /** Signed for somebody else: `an` needs `onBehalfOf`, `ub` also the posts between. */
  onBehalf?: { mode: 'an' | 'ub'; onBehalfOf: string; through?: string[] };
  letterDate: CalendarDay;
  validUntil?: CalendarDay;
  /** Values of the template's own fields (its letter.yaml). */
  fields: Record<string, unknown>;
  /** Tembusan. */
  copies?: string[];
  /** "Ponorogo"; by default from the unit or the institution. */
  place?: string;
  /** By default that of the institution (A4 or F4) where the template is a letter, else that of the template. */
  paper?: Paper;
  /** Margins, size and font other than the paper's own; not part of what an initial approves. */
  layout?: LetterLayout;
  /**
   * A finished PDF in place of the template's page: the stored file of the institution and the places of number, date,
   * signer block, QR and copies. `fields` are then not looked at. Refused `documents.finished-*` before a number is used.
   */
  finished?: FinishedBody;
  /** The institution's demonstration data: printed across the paper. */
  demo: boolean;
}

export interface NumberOrder extends LetterOrder {
  /** "permohonan" */
  caseKind: string;
  caseId: string;
  series: {
    id: string;
    /** Kode klasifikasi arsip. */
    classification: string;
    /** `{kode}/{urut}/{unit}/{romawi}/{yyyy}` */
    pattern: string;
    /** Words for `{jabatan}`, `{derajat}`, `{jenis}` where the pattern has them. */
    jabatan?: string;
    derajat?: string;
    jenis?: string;
  };
  /** Told on the public page: "S*** A*****". Never a NIK. */
  subjectMasked: string;
  /** The document that this one replaces once it is signed. */
  supersedes?: string;
  /** Its file lies sealed, opens only through the module of the case (`mayReadDocument`), and is in no list of official papers. */
  secret?: boolean;
}

export interface Numbered {
  documentId: string;
  number: string;
  code: string;
  /** False when the case had its number already. */
  isNew: boolean;
}

/** `reason` is an Indonesian sentence that says what to do; `code` its refusal code. */
export type Produced =
  | { outcome: 'signed'; mode: WayOfSigning; sha256: string }
  | { outcome: 'awaiting-scan'; mode: 'basah'; sha256: string }
  | { outcome: 'failed' | 'uncertain'; code: string; reason: string };

export interface CaseDocument {
  id: string;
  template: string;
  title: string;
  number: string;
  status: DocumentStatus;
  statusText: string;
  mode: WayOfSigning;
  letterDate: CalendarDay;
  validUntil?: CalendarDay;
  signedAt?: string;
  signerName: string;
  code: string;
  sha256?: string;
  failure?: string;
  /** Behind the QR. */
  verifyUrl: string;
  /** Present once there is something to open: the issue, or the print that waits for ink. */
  url?: string;
}

export interface ReceiptOrder {
  fields: Record<string, unknown>;
  /** Address behind the QR: tracking page with number. */
  url: string;
  /** Below the QR; the number of the request. */
  code: string;
  /** Letterhead of this unit; without it only the name of the institution. */
  unitId?: string;
  paper?: Paper;
  demo: boolean;
}

export interface PrintOptions {
  paper?: Paper;
  title?: string;
  unitId?: string;
  number?: string;
  date?: CalendarDay;
  place?: string;
  verification?: { url: string; code: string };
  demo: boolean;
}

/**
 * House part `issuance`: `part<IssuancePort<Context, TenantContext>>(house, 'issuance')`. `C` is the platform's Context,
 * `T` its TenantContext (a contract may not name them).
 *
 * A letter is issued in three short steps: `number` in the caller's transaction, `produce` outside any, `finish` in the
 * caller's transaction again. Each may be repeated; a crash between them loses nothing.
 */
/** A paper in force that the institution gave itself: a decision, a circular, an official report. */
export interface OfficialDocument {
  id: string;
  title: string;
  /** What it is about, without personal data. */
  about: string;
  number: string;
  date: CalendarDay;
  unit: string;
  signer: string;
  sha256: string;
  /** Where anybody checks it: "/v/ABCD". */
  path: string;
}

export interface IssuancePort<C, T> {
  /**
   * Gives the next number of the series, last thing in the caller's transaction (the register's row stays locked until
   * its end). Everything that could be missing on the letter is refused before a number is used. The same case and
   * template again gives the number it has; while unsigned, words and signer are renewed.
   * @throws Refused `documents.*` (letter incomplete, signer not in office, other year), `issuance.no-provider`
   */
  number(t: T, order: NumberOrder): Promise<Numbered>;
  /**
   * Renders, signs by the holder's way and stores the file. Never inside a transaction. Repeated, it answers what it
   * answered; two at once make one signed version. `afresh`: sign again after `uncertain`, as a new transaction at the
   * provider, only when a person has looked there.
   * @throws Refused `issuance.unknown-document`, `issuance.being-signed`, `issuance.already-closed`
   */
  produce(ctx: C, documentId: string, options?: { remote?: RemoteIdentity; afresh?: boolean }): Promise<Produced>;
  /** Makes the outcome count: status, hash for verification, audit, event `issuance.finished`. */
  finish(t: T, documentId: string, outcome: Produced): Promise<CaseDocument>;
  /**
   * All three in the request of the signer, who is whose post is worn now: for papers that no queue waits for. `order`
   * and `numbered` run in the transaction of the number, `finished` in the last. A second factor of the last ten minutes;
   * `secret` where the way of signing is certified.
   * @throws Refused as above, `request.second-factor`, `issuance.passphrase-needed`, `issuance.signer-nik`
   */
  signHere(ctx: C, what: {
    order(t: T, by: { holding: Holder; unitId: string; day: CalendarDay }): Promise<NumberOrder>;
    numbered(t: T, numbered: Numbered): Promise<void>;
    finished(t: T, outcome: Produced, document: CaseDocument): Promise<void>;
  }, secret?: SigningSecret): Promise<Produced>;
  /** The letter as it would look, with "KONSEP" (or the `mark`) across it and an empty place for the number. */
  preview(ctx: C, order: LetterOrder & { series?: NumberOrder['series']; mark?: 'UJI COBA' }): Promise<Buffer>;
  /** A template with words of the caller, under the letterhead of the viewer's unit and "KONSEP" across it: to see how a kind of letter prints. */
  sample(ctx: C, template: string, look: Pick<LetterData, 'fields' | 'copies' | 'layout'> & { title: string; number: string; paper?: Paper }): Promise<Buffer>;
  /** Series of a letter that no service defines (`catalog/reference/letter-series.yaml`). */
  seriesOf(template: string): NumberOrder['series'];
  /** SHA-256 (hex) of what an initial approves: template, title, unit, fields, validity, copies; not date, number, signer. */
  contentHash(letter: Pick<LetterOrder, 'template' | 'title' | 'unitId' | 'fields' | 'validUntil' | 'copies' | 'finished'>): string;
  /** Photos of one document as one PDF, one on each page, without position or other metadata; undefined when one cannot be read. Never inside a transaction. */
  photoPages(ctx: C, photos: readonly Uint8Array[], title: string): Promise<Buffer | undefined>;
  /** The day that a set-aside number fixed for the letter of this case; undefined where the letter has the day of signing. */
  letterDay(t: T, caseKind: string, caseId: string): Promise<CalendarDay | undefined>;
  /** The print of a document that waits for ink, or the issue. */
  printOf(t: T, documentId: string): Promise<string | undefined>;
  /** Later made secret, told to the public as `subject` from now on. @returns hashes of its files, for the store to seal */
  makeSecret(t: T, documentId: string, subject: string): Promise<string[]>;
  documentsOf(t: T, caseKind: string, caseId: string): Promise<CaseDocument[]>;
  /** Signed papers of the institution itself whose title, subject or number holds every word; never those of a citizen's request. The newest first. */
  officialDocuments(t: T, query: string, limit: number): Promise<OfficialDocument[]>;
  /** One of them; undefined where there is none, or not in force any more. */
  officialDocument(t: T, id: string): Promise<OfficialDocument | undefined>;
  /** Takes the document of a case out of force; keeps its number. @throws Refused `issuance.already-closed` */
  revoke(t: T, documentId: string, reason: string): Promise<void>;
  /** Tanda terima, A5 or roll. */
  receipt(ctx: C, order: ReceiptOrder): Promise<Buffer>;
  /** Any template without a number of the register: berita acara, kartu aktivasi. */
  print(ctx: C, template: string, fields: Record<string, unknown>, options: PrintOptions): Promise<Buffer>;
}

/** Part `permohonan.access`, brought by the module that owns the cases; also writes who opened whose data. Other kinds of cases bring `issuance.access.<kind>`. */
export interface CaseAccess<C> {
  mayReadDocument(ctx: C, caseKind: string, caseId: string): Promise<boolean>;
  /** A case by the number that people know, with unit and series of the letter it ends in; in the caller's transaction. */
  caseByNumber?(t: C, number: string): Promise<{ caseKind: string; caseId: string; number: string; title: string; unit: string; series: string } | undefined>;
}

/** Part `classification`, brought by the archive: the title of a code in the list in force on the day, else undefined. `T` is the platform's TenantContext. */
export interface CodesInForce<T> {
  titleOn(t: T, code: string, day?: CalendarDay): Promise<string | undefined>;
}

/** Part `issuance.remote-signers`, by kind; brought by adapters of providers. */
export type RemoteSigners = Record<string, (settings: RemoteSignerSettings) => Signer>;
export interface RemoteSignerSettings {
  baseUrl: string;
  username: string;
  password: string;
  trustedRoots: string[];
}

/** Event `issuance.finished`: what became of a document, also after a retry or a scan. */
export interface FinishedPayload {
  documentId: string;
  caseKind: string;
  caseId: string;
  number: string;
  mode: WayOfSigning;
  outcome: Produced['outcome'];
  sha256?: string;
  reason?: string;
}
