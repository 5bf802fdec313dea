import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { LIMIT_UNITS } from '../../../engines/working-time/limits.ts';
import { BRANCH_ROLES, branchStateNames, CHANNELS, LETTER_STATES, secrecyNames, SOURCES, urgencyNames, type BranchRole, type Channel, type LetterState, type Source } from './words.ts';

// Chapters: small parts · what is typed · what is read

export const id = z.uuid('Pengenal tidak benar.');
export const cursor = z.string().max(200).optional();
export const limit = z.coerce.number().int().min(1).max(100).default(25);
export const seq = z.coerce.number().int().min(1).describe('Langkah yang Anda lihat; ditolak bila orang lain sudah bertindak');
export const text = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling banyak ${most} huruf.`);
export const calendarDay = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
export const secrecy = z.enum(secrecyNames);
export const urgency = z.enum(urgencyNames);
export const branchState = z.enum(branchStateNames);
export const branchRole = z.enum(Object.keys(BRANCH_ROLES) as [BranchRole, ...BranchRole[]]);
export const letterState = z.enum(Object.keys(LETTER_STATES) as [LetterState, ...LetterState[]]);
export const channel = z.enum(Object.keys(CHANNELS) as [Channel, ...Channel[]]);
export const source = z.enum(Object.keys(SOURCES) as [Source, ...Source[]]);
export const classification = z.string().trim().regex(/^\d{3}(\.\d{1,4}){0,7}$/, 'Pilih kode dari daftar, misalnya 000.1.5.');
export const tone = z.enum(['late', 'soon', 'ok', 'info', 'plain']);
/** "hari ini 15.00", "terlambat 1 hari". */
export const due = z.object({ at: z.string(), text: z.string(), long: z.string(), tone, provisional: z.boolean() });
export type Due = z.infer<typeof due>;

const clockText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Tulis jamnya, misalnya 09:00.');
/** When and where an invitation is. */
export const eventFields = z.object({
  day: calendarDay, from: clockText, to: clockText.or(z.literal('')).optional().describe('Kosong: sampai selesai'), place: text(2, 200, 'Tulis tempatnya.'), dress: z.string().trim().max(100).default('').describe('Pakaian, misalnya "batik"'),
});
export type EventFields = z.infer<typeof eventFields>;
export const eventView = z.object({ day: z.string(), from: z.string(), to: z.string(), text: z.string().describe('"Senin, 23 November 2026 pukul 09.00 sampai 11.00"'), place: z.string(), dress: z.string() });
export type EventView = z.infer<typeof eventView>;

/** What is written on the letter. */
export const letterFields = z.object({
  sender: text(2, 200, 'Tulis dari siapa suratnya.'), senderNumber: text(1, 100, 'Tulis nomor suratnya; bila tidak bernomor tulis "tanpa nomor".'), letterDate: calendarDay,
  subject: text(3, 300, 'Tulis halnya, seperti tertera di surat.'), summary: z.string().trim().max(2000, 'Paling banyak 2000 huruf.').default(''), attachments: z.string().trim().max(100).default('').describe('"2 berkas", "satu lembar"'),
  classification: classification.or(z.literal('')).default(''), secrecy, urgency,
});
export type LetterFields = z.infer<typeof letterFields>;

export const recipient = z.object({ post: id, role: branchRole });
export const instructions = z.array(z.string().max(40)).max(8).default([]).describe('Kode dari daftar perintah');
/** What a leader decides; at least one instruction or some words. */
export const dispositionBody = z.object({
  recipients: z.array(recipient).min(1, 'Pilih paling sedikit satu penerima.').max(30, 'Paling banyak 30 penerima.'), instructions, words: z.string().trim().max(2000, 'Paling banyak 2000 huruf.').default(''),
  deadline: calendarDay.optional().describe('Sampai akhir hari ini; tanpa tanggal dipakai batas suratnya'),
});
export type DispositionBody = z.infer<typeof dispositionBody>;

/** What somebody sends to `act`, about one branch. Which of them are offered now stands in `letterView.branches[].actions`. */
export const letterAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  dispositionBody.extend({ kind: z.literal('dispose') }),
  dispositionBody.extend({ kind: z.literal('prepare') }),
  z.object({ kind: z.literal('send-prepared') }),
  z.object({ kind: z.literal('drop-prepared') }),
  dispositionBody.extend({ kind: z.literal('record'), source, given: calendarDay.describe('Hari disposisi itu diberikan'), photo: id.optional().describe('Foto lembar disposisi; wajib untuk kertas') }),
  z.object({ kind: z.literal('report'), words: text(3, 4000, 'Tulis apa yang sudah dilakukan.'), files: z.array(id).max(10).default([]), done: z.boolean().default(false).describe('Selesai: menutup bagian ini') }),
  z.object({ kind: z.literal('return'), reason: text(3, 1000, 'Tulis mengapa dikembalikan.') }),
  z.object({ kind: z.literal('recall'), reason: text(3, 500, 'Tulis mengapa ditarik.') }),
  z.object({ kind: z.literal('reopen'), reason: text(3, 500, 'Tulis mengapa dibuka lagi.') }),
  z.object({ kind: z.literal('direct'), post: id.describe('Jabatan yang dituju'), reason: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('name-reader'), holding: id.describe('Pemangku jabatan yang diberi hak baca') }),
  z.object({ kind: z.literal('change-secrecy'), secrecy, reason: text(3, 500, 'Tulis mengapa sifatnya diubah.') }),
  z.object({ kind: z.literal('set-event'), event: eventFields.nullable().describe('Kosong: surat ini bukan undangan lagi'), reason: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('attend'), answer: z.enum(['attending', 'declined']), note: z.string().trim().max(500).default('') }),
]);
export type LetterAction = z.infer<typeof letterAction>;
export type LetterActionKind = LetterAction['kind'];

export const postRef = z.object({ id, title: z.string(), unit: z.string(), holder: z.string().describe('Pemangkunya hari ini, dengan sebutan Plt. atau Plh.; kosong bila tidak ada') });
export const file = z.object({ id, name: z.string(), type: z.string(), bytes: z.number(), url: z.string(), text: z.enum(['none', 'waiting', 'read', 'impossible', 'closed']) });
export type FileView = z.infer<typeof file>;

/** One line of an inbox, of a search or of the agenda book. What may not be read is masked: `masked` says so. */
export const letterRow = z.object({
  id, agenda: z.string().describe('"12/2026"'), sender: z.string(), senderNumber: z.string(), letterDate: z.string(), letterDateText: z.string(), subject: z.string(), secrecy, secrecyText: z.string(), urgency, urgencyText: z.string(),
  state: letterState, stateText: z.string(), receivedAt: z.string(), receivedText: z.string(), due: due.optional(), masked: z.boolean(), eventText: z.string().optional().describe('Undangan: "Sen 23 Nov 09.00"'),
});
export type LetterRow = z.infer<typeof letterRow>;

export const inboxRow = letterRow.extend({
  branch: id, role: branchRole.optional(), branchState, branchStateText: z.string(), from: z.string().describe('Jabatan yang mendisposisikan; kosong bila langsung dari tata usaha'), arrivedText: z.string(), readText: z.string().optional(),
  unreadDays: z.number().describe('Berapa hari belum dibaca'), instruction: z.string(), prepared: z.boolean().describe('Disposisi sudah disiapkan, tinggal dikirim'), forPost: z.string().describe('Jabatan yang menerimanya'), clash: z.boolean().describe('Ada undangan lain pada jam yang sama'),
});
export type InboxRow = z.infer<typeof inboxRow>;

export const disposition = z.object({
  at: z.string(), atText: z.string(), by: z.string(), instruction: z.string(), words: z.string(), source: z.string().optional(), recordedBy: z.string().optional(), photo: file.optional(), preparedBy: z.string().optional(), deadlineText: z.string().optional(),
});
export const branchView = z.object({
  id, parent: id.optional(), depth: z.number(), post: postRef, role: branchRole.optional(), state: branchState, stateText: z.string(), since: z.string(), sinceText: z.string().describe('Sejak kapan di situ'), readText: z.string().optional(), due: due.optional(),
  heldBy: z.string().describe('Siapa yang memangku jabatan itu ketika menerimanya'), disposition: disposition.optional(),
  reports: z.array(z.object({ at: z.string(), atText: z.string(), by: z.string(), words: z.string(), done: z.boolean(), files: z.array(file) })), reason: z.string().optional().describe('Mengapa dikembalikan atau ditarik'),
  before: z.array(z.string()).describe('Jabatan yang memegangnya dahulu dan sudah ditutup'), attendance: z.string().optional().describe('Kehadiran pada undangan'), mine: z.boolean(), actions: z.array(z.string()), prepared: z.object({ by: z.string(), atText: z.string(), instruction: z.string(), words: z.string(), deadline: z.string().optional(), recipients: z.array(z.object({ post: postRef, role: branchRole })) }).optional(),
});
export type BranchView = z.infer<typeof branchView>;

export const letterView = letterRow.extend({
  seq: z.number(), summary: z.string(), attachments: z.string(), classification: z.string(), classificationText: z.string(), channel, channelText: z.string(), recordedBy: z.string(), unit: z.string(), files: z.array(file), branches: z.array(branchView),
  readers: z.array(z.string()), clockText: z.string().describe('"48 jam sejak diterima (PermenPANRB 80/2012)"'), timeline: z.array(z.object({ at: z.string(), atText: z.string(), title: z.string(), by: z.string(), words: z.string() })), duplicateOf: z.object({ id, agenda: z.string() }).optional(),
  event: eventView.optional(), text: z.string().describe('Teks yang terbaca dari berkasnya, paling banyak 4000 huruf'), mayName: z.boolean(),
});
export type LetterView = z.infer<typeof letterView>;

export const clock = z.object({ urgency, amount: z.coerce.number().int().min(1, 'Paling sedikit 1.').max(3650), unit: z.enum(LIMIT_UNITS), legalBasis: text(3, 300, 'Tulis dasar hukumnya.') });
export type Clock = z.infer<typeof clock>;
export const instruction = z.object({ code: z.string(), title: z.string() });
