import * as z from 'zod';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { agendaOperations, agendaRefusals } from './contract/agenda.ts';
import { figuresOperations, figuresPermissions } from './contract/figures.ts';
import { paperBookOperations, paperBookRefusals } from './contract/paper-books.ts';
import { letterRefusals } from './contract/refusals.ts';
import { searchOperations, searchRefusals } from './contract/search.ts';
import { calendarDay, clock, cursor, eventFields, id, inboxRow, instruction, letterAction, letterFields, letterRow, letterState, letterView, limit, postRef, seq, text } from './contract/shapes.ts';
import { pocketView } from './contract/pocket.ts';

// Chapters: inbox and search · one letter · entering · the agenda book · mandates · other institutions · configuration · permissions, refusals, events

const REGISTER = 'letters.register';
const BOOK = 'letters.book';
const SEND = 'letters.send';
const MANDATE = 'letters.mandate';
const CONFIGURE = 'letters.configure';
const box = z.enum(['unread', 'open', 'late', 'waiting', 'done']);
const addressee = postRef.extend({ unitId: id });
const mandate = z.object({ id, post: postRef, assistant: postRef, fromDay: z.string(), toDay: z.string().nullable(), upTo: z.enum(['terbatas', 'rahasia']), orderLetter: z.string(), version: z.number(), inForce: z.boolean() });
const dispatch = z.object({ id, to: z.string(), number: z.string(), letterDate: z.string(), subject: z.string(), sentAt: z.string(), sentText: z.string(), state: z.enum(['sent', 'received', 'failed']), stateText: z.string(), receipt: z.string() });

export const operations = {
  inboxCounts: operation({
    method: 'GET', path: '/surat/kotak', permission: 'signed-in', summary: 'Berapa surat pada tiap kotak jabatan Anda',
    input: z.object({}), output: z.object({ boxes: z.array(z.object({ box, title: z.string(), count: z.number() })), prepared: z.number().describe('Disposisi yang disiapkan, tinggal Anda kirim') }),
  }),
  inbox: operation({
    method: 'GET', path: '/surat/masuk', permission: 'signed-in', summary: 'Surat masuk dan disposisi untuk jabatan Anda, menurut batas waktunya',
    description: 'Juga milik pejabat yang memberi Anda mandat. Plh. melihat yang datang pada hari-hari perintahnya. `waiting`: yang Anda disposisikan dan belum selesai.',
    input: z.object({ box: box.default('unread'), post: id.optional().describe('Hanya jabatan ini, bila Anda memegang mandat dari beberapa pejabat'), cursor, limit }), output: z.object({ items: z.array(inboxRow), nextCursor: z.string().optional() }),
  }),
  ...searchOperations,
  getLetter: operation({
    method: 'GET', path: '/surat/{id}', permission: 'signed-in', summary: 'Satu surat: keterangan, berkas, pohon disposisi, dan yang boleh Anda lakukan', input: z.object({ id }), output: letterView,
  }),
  act: operation({
    method: 'POST', path: '/surat/{id}/tindakan', permission: 'signed-in', idempotent: true, summary: 'Buka, disposisi, siapkan, catat, lapor, kembalikan, tarik, atau buka lagi',
    description: 'Tindakan tertuju pada satu bagian (`branch`) dari pohon disposisi. Asisten bermandat menyiapkan dan mencatat; yang mengirim atas nama pimpinan hanya pimpinannya.',
    input: z.object({ id, seq, branch: id, action: letterAction }), output: z.object({ seq: z.number(), state: letterState }),
  }),
  listRecipients: operation({
    method: 'GET', path: '/surat/{id}/penerima', permission: 'signed-in', summary: 'Kepada siapa bagian ini boleh didisposisikan hari ini', input: z.object({ id, branch: id, query: z.string().trim().max(100).default('') }),
    output: z.object({ items: z.array(postRef.extend({ usual: z.boolean().describe('Sering Anda pilih') })), instructions: z.array(instruction), until: z.string().optional().describe('Batas waktu paling lambat, bila Anda bukan yang dituju surat') }),
  }),
  pocket: operation({
    method: 'GET', path: '/surat/saku', permission: 'signed-in', summary: 'Bekal tanpa jaringan: kepala surat jabatan Anda yang belum selesai, penerima, dan perintah',
    description: 'Tanpa isi dan berkas; surat rahasia dan sangat rahasia hanya sebaris. Disposisi yang dibuat tanpa jaringan dikirim lewat `POST /sinkron`.',
    input: z.object({}), output: pocketView,
  }),
  quickDispositions: operation({
    method: 'GET', path: '/surat/pilihan-cepat', permission: 'signed-in', summary: 'Penerima dan perintah yang paling sering Anda pakai, untuk disposisi sekali ketuk', input: z.object({}), output: z.object({ items: z.array(z.object({ post: postRef, instruction })) }),
  }),

  listAddressees: operation({
    method: 'GET', path: '/surat/tujuan', permission: REGISTER, summary: 'Jabatan yang dilayani buku agenda unit Anda', input: z.object({ query: z.string().trim().max(100).default('') }), output: z.object({ items: z.array(addressee) }),
  }),
  listClassification: operation({
    method: 'GET', path: '/surat/klasifikasi', permission: 'signed-in', summary: 'Kode klasifikasi arsip', input: z.object({}), output: z.object({ items: z.array(z.object({ code: z.string(), title: z.string() })) }),
  }),
  findSame: operation({
    method: 'GET', path: '/surat/serupa', permission: REGISTER, summary: 'Apakah surat dengan pengirim, nomor, dan tanggal ini sudah tercatat', input: letterFields.pick({ sender: true, senderNumber: true, letterDate: true }),
    output: z.object({ same: z.object({ agenda: z.string(), unit: z.string(), registeredText: z.string() }).optional() }),
  }),
  registerLetter: operation({
    method: 'POST', path: '/surat', permission: REGISTER, status: 201, idempotent: true, summary: 'Catat surat masuk dan beri nomor agenda',
    description: 'Nomor agenda urut tanpa celah per unit dan tahun. Surat yang tampak sudah tercatat ditanyakan dahulu: `evenSo` dengan alasan mencatatnya juga.',
    input: letterFields.extend({
      id: id.optional().describe('Dibuat pengirim: kiriman yang sama dua kali tetap satu surat'), post: id.describe('Jabatan yang dituju'), receivedAt: z.iso.datetime({ offset: true }).optional(), channel: z.enum(['counter', 'email', 'srikandi']).default('counter'),
      number: z.coerce.number('Tulis dengan angka.').int().min(1).max(1_000_000).optional().describe('Nomor yang sudah diberikan dari blok luar jaringan'), event: eventFields.optional().describe('Undangan: waktu dan tempatnya; masuk agenda yang dituju'), files: z.array(id).max(10, 'Paling banyak 10 berkas.').default([]), evenSo: z.string().trim().max(300).default('').describe('Alasan tetap mencatat surat yang tampak sudah tercatat'),
    }),
    output: z.object({ id, agenda: z.string(), repeated: z.boolean() }),
  }),

  agendaBook: operation({
    method: 'GET', path: '/surat/agenda', permission: BOOK, summary: 'Buku agenda surat masuk unit Anda', input: z.object({ year: z.coerce.number().int().min(2000).max(2200).optional(), from: calendarDay.optional(), to: calendarDay.optional(), cursor: z.coerce.number().int().min(1).optional(), limit: limit.default(50) }),
    output: z.object({ unit: z.string(), year: z.number(), last: z.number().describe('Nomor agenda terakhir tahun itu'), items: z.array(letterRow.extend({ receivedDay: z.string(), classification: z.string(), attachments: z.string(), forwarded: z.string(), forwardedText: z.string(), note: z.string() })), nextCursor: z.number().optional() }),
  }),
  downloadAgendaBook: operation({
    method: 'GET', path: '/surat/agenda/unduh', permission: BOOK, summary: 'Buku agenda sebagai CSV', input: z.object({ year: z.coerce.number().int().min(2000).max(2200).optional(), from: calendarDay.optional(), to: calendarDay.optional() }),
    output: z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') }),
  }),

  ...paperBookOperations,
  ...agendaOperations,
  ...figuresOperations,

  listMandates: operation({ method: 'GET', path: '/surat/mandat', permission: 'signed-in', summary: 'Mandat yang Anda berikan dan yang Anda pegang', input: z.object({}), output: z.object({ given: z.array(mandate), held: z.array(mandate), assistants: z.array(postRef) }) }),
  giveMandate: operation({
    method: 'POST', path: '/surat/mandat', permission: MANDATE, status: 201, idempotent: true, summary: 'Beri asisten mandat: melihat, memilah, menyiapkan, dan mencatat disposisi Anda',
    input: z.object({ assistant: id.describe('Jabatan asisten'), fromDay: calendarDay, toDay: calendarDay.nullish(), upTo: z.enum(['terbatas', 'rahasia']).default('terbatas'), orderLetter: text(3, 200, 'Tulis nomor surat perintahnya.') }), output: z.object({ id }),
  }),
  endMandate: operation({ method: 'POST', path: '/surat/mandat/{id}/akhiri', permission: MANDATE, summary: 'Akhiri mandat mulai besok, atau hari ini bila belum mulai', input: z.object({ id, version: z.coerce.number().int().min(1) }), output: z.object({ lastDay: z.string() }) }),

  listInstitutions: operation({ method: 'GET', path: '/surat/instansi', permission: SEND, summary: 'Instansi lain pada Pendopo ini', input: z.object({}), output: z.object({ items: z.array(z.object({ host: z.string(), name: z.string() })) }) }),
  sendLetter: operation({
    method: 'POST', path: '/surat/kirim', permission: SEND, status: 201, idempotent: true, summary: 'Kirim surat yang sudah jadi (PDF) ke instansi lain; tercatat di buku agendanya tanpa diketik ulang',
    input: letterFields.omit({ sender: true, senderNumber: true, summary: true }).extend({ id: id.optional(), number: text(1, 100, 'Tulis nomor suratnya.'), host: z.string().trim().min(3).max(100), file: id }), output: z.object({ id }),
  }),
  listDispatches: operation({ method: 'GET', path: '/surat/kirim', permission: SEND, summary: 'Surat yang dikirim ke instansi lain dan tanda terimanya', input: z.object({ cursor, limit }), output: z.object({ items: z.array(dispatch), nextCursor: z.string().optional() }) }),

  getSettings: operation({ method: 'GET', path: '/surat/setelan', permission: CONFIGURE, summary: 'Batas waktu menurut kecepatan', input: z.object({}), output: z.object({ clocks: z.array(clock), version: z.number() }) }),
  saveSettings: operation({ method: 'PUT', path: '/surat/setelan', permission: CONFIGURE, summary: 'Ubah batas waktu menurut kecepatan; surat yang sudah tercatat tetap', input: z.object({ clocks: z.array(clock).length(3, 'Isi ketiga kecepatan.'), version: z.coerce.number().int().min(1) }), output: z.object({ version: z.number() }) }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [REGISTER]: { title: 'Mencatat surat masuk dalam buku agenda unitnya', duties: ['letter-clerk'] },
  [BOOK]: { title: 'Membaca buku agenda unitnya', duties: ['letter-clerk', 'leader', 'signer', 'auditor'] },
  [SEND]: { title: 'Mengirim surat jadi ke instansi lain', duties: ['letter-clerk'] },
  [MANDATE]: { title: 'Memberi asisten mandat atas surat masuknya', duties: ['leader', 'signer'] },
  [CONFIGURE]: { title: 'Mengatur batas waktu surat menurut kecepatannya', duties: ['administrator'] },
  ...figuresPermissions,
};

export const refusals: RefusalTable = { ...letterRefusals, ...paperBookRefusals, ...searchRefusals, ...agendaRefusals };

// Events (ids only, never a word of a letter): `letters.registered` {letter} · `letters.acted` {letter, branch, kind, made[], done} ·
// `letters.dispatched` {dispatch, to} between institutions · `letters.received` {dispatch, from, agenda} back to the sender.

export * from './contract/words.ts';
export type * from './contract/port.ts';
export type { ClassificationPort } from './contract/classification.ts';
export type { ArchiveFacts, ArchiveSource, ArchiveSources } from './contract/archive-source.ts';
export { queuedDisposition, queuedReport, type PocketRow, type PocketView, type QueuedDisposition, type QueuedReport } from './contract/pocket.ts';
export type { BranchView, Clock, DispositionBody, Due, EventFields, EventView, FileView, InboxRow, LetterAction, LetterActionKind, LetterFields, LetterRow, LetterView } from './contract/shapes.ts';
export type { AskedOfSearch, Facets, FoundByKind, FoundRow, KeyFacts, LetterKind, LetterSearchPort, LetterToFind } from './contract/search.ts';
export type { AgendaItem } from './contract/agenda.ts';
export type { LetterFigures } from './contract/figures.ts';
export type { Lease, Opening } from './contract/paper-books.ts';
export type InboxBox = z.infer<typeof box>;
export type Mandate = z.infer<typeof mandate>;
export type Dispatch = z.infer<typeof dispatch>;
export type PostRef = z.infer<typeof postRef>;
