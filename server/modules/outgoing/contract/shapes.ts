import * as z from 'zod';
import { finishedPlace, MARKED, type Marked } from '../../../engines/documents/finished/finished-body.ts';
import { proseInput, proseOutput } from '../../../engines/prose/prose-schema.ts';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { secrecyNames, urgencyNames } from '../../letters/contract.ts';
import { boxNames, CHANNELS, DELIVERY_STATES, SIGN_MODES, stateNames, STEP_KINDS, type DeliveryChannel, type DeliveryState, type SignFor, type StepKind } from './words.ts';

// Chapters: small parts · what is written · what is done · what is read

export const id = z.uuid('Pengenal tidak benar.');
export const cursor = z.string().max(200).optional();
export const limit = z.coerce.number().int().min(1).max(100).default(25);
export const seq = z.coerce.number().int().min(0).describe('Langkah yang Anda lihat; ditolak bila orang lain sudah bertindak');
export const text = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling banyak ${most} huruf.`);
export const calendarDay = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
export const state = z.enum(stateNames);
export const box = z.enum(boxNames);
const names = <K extends string>(table: Record<K, unknown>) => z.enum(Object.keys(table) as [K, ...K[]]);
export const channel = names<DeliveryChannel>(CHANNELS);
export const deliveryState = names<DeliveryState>(DELIVERY_STATES);
export const signFor = names<SignFor>(SIGN_MODES);
export const stepKind = names<StepKind>(STEP_KINDS);

/** Whom a letter goes to. `post`: an office of the institution, in whose register it arrives; `institution`: another one on this Pendopo; `outside`: by e-mail, else printed. */
export const addressee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('post'), post: id }),
  z.object({ kind: z.literal('institution'), host: z.string().trim().min(3).max(100), office: text(2, 200, 'Tulis jabatan yang dituju.') }),
  z.object({ kind: z.literal('outside'), name: text(2, 200, 'Tulis kepada siapa.'), place: z.string().trim().max(100).default(''), email: z.email('Tulis alamat surel seperti nama@contoh.id.').max(120).or(z.literal('')).default('') }),
]);
export type Addressee = z.infer<typeof addressee>;

export const chainStep = z.object({ post: id, kind: stepKind });
export type ChainStep = z.infer<typeof chainStep>;

/** What is put at a place of a finished PDF, as a form names it. */
export const MARKED_NAMES: Record<Marked, string> = { nomor: 'Nomor', tanggal: 'Tanggal', ttd: 'Tanda tangan', qr: 'Kode QR', tembusan: 'Tembusan' };
export const marked = z.enum(MARKED);
/** A finished PDF in place of a body: an upload, and where number, signature and the rest are put on its pages. */
export const finishedContent = z.object({ file: id, places: z.array(finishedPlace).max(40, 'Paling banyak 40 tempat.').default([]) });

const plain = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);
/** Everything that is written on the letter, as one value: what is saved while typing, kept as a version and approved by a paraf. */
export const content = z.object({
  type: z.string().regex(/^[a-z][a-z0-9-]{2,59}$/, 'Pilih jenis naskah dari daftar.'),
  subject: z.string().trim().max(300, 'Paling banyak 300 huruf.').default(''),
  secrecy: z.enum(secrecyNames).default('biasa'), urgency: z.enum(urgencyNames).default('biasa'),
  classification: z.string().trim().max(40).default(''),
  attachments: z.string().trim().max(100).default('').describe('"2 berkas", "satu lembar"'),
  files: z.array(id).max(10, 'Paling banyak 10 berkas.').default([]).describe('Unggahan yang menjadi lampiran'),
  addressees: z.array(addressee).max(300, 'Paling banyak 300 penerima.').default([]),
  attention: z.string().trim().max(200).default('').describe('u.p.'),
  copies: z.array(addressee).max(30, 'Paling banyak 30 tembusan.').default([]),
  signer: id.nullable().default(null).describe('Jabatan penanda tangan; orang dan kapasitasnya diambil pada hari penandatanganan'),
  signFor: signFor.default('none'),
  onBehalfOf: id.nullable().default(null).describe('a.n.: jabatan pemberi wewenang'),
  through: z.array(id).max(3).default([]).describe('u.b.: jabatan di antaranya'),
  chain: z.array(chainStep).max(20, 'Paling banyak 20 pemaraf.').default([]),
  body: proseInput.optional().describe('Isi naskah sebagai prose'),
  finished: finishedContent.optional().describe('PDF jadi sebagai naskahnya; `body` dan `fields` lalu tidak dicetak'),
  fields: z.record(z.string().max(60), z.union([plain, z.array(z.union([plain, z.record(z.string().max(60), plain)])).max(500)])).default({}).describe('Isian khusus jenis naskah'),
});
export type Content = z.infer<typeof content>;
/** As it is told: it was checked when it came in. */
export const contentTold = content.extend({ body: proseOutput.optional() });

export const outgoingAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('submit'), note: z.string().trim().max(1000).default('') }),
  z.object({ kind: z.literal('withdraw'), reason: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('initial'), hash: z.string().regex(/^[0-9a-f]{64}$/).describe('Sidik isi yang Anda baca; berubah bila konsepnya direvisi') }),
  z.object({ kind: z.literal('return'), reason: text(3, 1000, 'Tulis apa yang harus diperbaiki.'), remarks: z.array(z.object({ block: z.number().int().min(0).max(5000), quote: z.string().trim().max(500).default(''), words: text(1, 1000, 'Tulis catatannya.') })).max(50).default([]) }),
  z.object({ kind: z.literal('pass'), signer: id.describe('Jabatan penanda tangan yang lain'), reason: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('raise'), secrecy: z.enum(['terbatas', 'rahasia', 'sangat-rahasia']).describe('Lebih tertutup daripada sekarang'), reason: text(5, 500, 'Tulis alasannya, paling sedikit lima huruf.') }),
  z.object({ kind: z.literal('cancel'), reason: text(5, 500, 'Tulis alasannya, paling sedikit lima huruf.') }),
]);
export type OutgoingAction = z.infer<typeof outgoingAction>;

export const postRef = z.object({ id, title: z.string(), unit: z.string(), holder: z.string() });
export type PostRef = z.infer<typeof postRef>;

export const row = z.object({
  id, seq: z.number(), hash: z.string().describe('Sidik isi versi ini'), prepared: z.object({ by: z.string(), note: z.string(), place: z.number() }).optional().describe('Disiapkan pembantu bermandat untuk ditandatangani'), type: z.string(), typeTitle: z.string(), subject: z.string(), masked: z.boolean(), number: z.string(), state, stateText: z.string(), secrecy: z.enum(secrecyNames), secrecyText: z.string(), urgency: z.enum(urgencyNames), urgencyText: z.string(),
  unit: z.string(), to: z.string(), waitsFor: z.string().describe('Di tangan siapa sekarang'), sinceText: z.string(), sinceDays: z.number(), seen: z.boolean().describe('Versi ini sudah Anda buka'), returned: z.boolean(),
});
export type OutgoingRow = z.infer<typeof row>;

export const chainView = z.object({ post: postRef, kind: stepKind, stage: z.number(), state: z.enum(['done', 'now', 'next', 'void']), by: z.string(), atText: z.string(), version: z.number().optional() });
export const remarkView = z.object({ block: z.number(), quote: z.string(), words: z.string(), by: z.string(), atText: z.string(), version: z.number() });
export const versionView = z.object({ nth: z.number(), atText: z.string(), by: z.string(), note: z.string(), hash: z.string() });
export const deliveryView = z.object({ id, to: z.string(), copy: z.boolean(), channel, channelText: z.string(), state: deliveryState, stateText: z.string(), receipt: z.string(), atText: z.string(), href: z.string().optional(), mayMark: z.boolean() });
export const fileView = z.object({ id, name: z.string(), type: z.string(), bytes: z.number(), url: z.string() });

export const finishedView = z.object({
  id, name: z.string(), bytes: z.number(), url: z.string(), places: z.array(finishedPlace.extend({ title: z.string(), where: z.string().describe('"halaman 1, 20 mm dari kiri, 45 mm dari atas"') })),
  missing: z.array(marked).describe('Belum ada tempatnya, padahal wajib'),
});
export type FinishedView = z.infer<typeof finishedView>;

export const letterView = row.extend({
  version: z.number(), hash: z.string(), content: contentTold, body: proseOutput.describe('Isi seperti tercetak: isian gabungan sudah berisi'), bodyHtml: z.string(), bodyText: z.string(), addressees: z.array(z.string()), copies: z.array(z.string()), files: z.array(fileView), finished: finishedView.optional(),
  signer: z.object({ post: postRef, lines: z.array(z.string()), mode: z.enum(['tersertifikasi', 'internal', 'basah']), capacity: z.string() }).optional(),
  classificationText: z.string(), drafter: z.string(), chain: z.array(chainView), remarks: z.array(remarkView), versions: z.array(versionView),
  actions: z.array(z.string()).describe('Yang boleh Anda lakukan sekarang'), previewUrl: z.string(), document: z.object({ id, number: z.string(), statusText: z.string(), failure: z.string(), url: z.string().optional(), verifyUrl: z.string(), dateText: z.string(), uncertain: z.boolean() }).optional(),
  deliveries: z.array(deliveryView), answers: z.object({ id, title: z.string(), href: z.string() }).optional(), savedText: z.string(),
  timeline: z.array(z.object({ at: z.string(), atText: z.string(), title: z.string(), by: z.string(), words: z.string() })),
});
export type LetterView = z.infer<typeof letterView>;
