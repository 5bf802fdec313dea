import * as z from 'zod';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { proseOutput } from '../../engines/prose/prose-schema.ts';
import { signingSecret } from '../issuance/contract.ts';
import { outgoingRefusals } from './contract/refusals.ts';
import { box, calendarDay, content, contentTold, cursor, finishedView, id, letterView, limit, outgoingAction, postRef, row, seq, state } from './contract/shapes.ts';

// Chapters: the desk · writing · one letter · signing · sending · the register · permissions, refusals, events

const SIGN = 'outgoing.sign';
const REGISTER = 'outgoing.register';
const year = z.coerce.number().int().min(2000).max(2200).optional();
const registerAsked = z.object({ year, unit: id.optional().describe('Unit penanda tangan; tanpa ini unit Anda'), from: calendarDay.optional(), to: calendarDay.optional() });
const typeRow = z.object({
  id: z.string(), family: z.string(), title: z.string(), usualSigner: z.string(), needsAddressee: z.boolean(), needsBody: z.boolean(), classification: z.string(),
  fields: z.array(z.object({ id: z.string(), label: z.string(), type: z.string(), required: z.boolean(), columns: z.array(z.object({ id: z.string(), label: z.string() })).optional() })), skeleton: proseOutput, initials: z.number().describe('Paraf paling sedikit'),
});
const registerRow = row.extend({ day: z.string(), dayText: z.string(), classification: z.string(), signer: z.string(), attachments: z.string(), note: z.string() });
const refused = z.object({ id, title: z.string(), code: z.string(), message: z.string() });
const line = z.object({ kind: z.enum(['same', 'added', 'removed', 'changed']), shape: z.enum(['paragraph', 'heading', 'item', 'numbered', 'row', 'page-break']), depth: z.number(), pieces: z.array(z.object({ kind: z.enum(['same', 'added', 'removed', 'restyled']), text: z.string(), marks: z.array(z.enum(['bold', 'italic', 'underline'])) })) });

export const operations = {
  deskCounts: operation({
    method: 'GET', path: '/naskah-keluar/kotak', permission: 'signed-in', summary: 'Berapa naskah pada tiap kotak jabatan Anda',
    input: z.object({}), output: z.object({ boxes: z.array(z.object({ box, title: z.string(), count: z.number() })), mandates: z.array(z.object({ post: id, title: z.string(), count: z.number() })).describe('Pejabat yang Anda bantu, dan berapa naskah menunggu tanda tangannya') }),
  }),
  desk: operation({
    method: 'GET', path: '/naskah-keluar/meja', permission: 'signed-in', summary: 'Naskah pada satu kotak jabatan Anda: konsep, menunggu paraf, menunggu tanda tangan, menunggu orang lain, terkirim',
    input: z.object({ box: box.default('drafts'), post: id.optional().describe('Pejabat yang memberi Anda mandat; hanya kotak tanda tangannya'), cursor, limit }), output: z.object({ items: z.array(row), nextCursor: z.string().optional() }),
  }),

  listTypes: operation({ method: 'GET', path: '/naskah-keluar/jenis', permission: 'signed-in', summary: 'Jenis naskah yang dapat dibuat hari ini', input: z.object({}), output: z.object({ items: z.array(typeRow) }) }),
  listPosts: operation({
    method: 'GET', path: '/naskah-keluar/jabatan', permission: 'signed-in', summary: 'Jabatan untuk penerima, pemaraf, dan penanda tangan', input: z.object({ query: z.string().trim().max(100).default(''), for: z.enum(['addressee', 'initial', 'sign']).default('addressee') }),
    output: z.object({ items: z.array(postRef.extend({ signMode: z.string() })) }),
  }),
  listInstitutions: operation({ method: 'GET', path: '/naskah-keluar/instansi', permission: 'signed-in', summary: 'Instansi lain pada Pendopo ini', input: z.object({}), output: z.object({ items: z.array(z.object({ host: z.string(), name: z.string() })) }) }),
  beginLetter: operation({
    method: 'POST', path: '/naskah-keluar', permission: 'signed-in', status: 201, idempotent: true, summary: 'Mulai konsep naskah dari jenisnya, juga sebagai jawaban surat masuk',
    input: z.object({ id: id.optional().describe('Dibuat pengirim: kiriman yang sama dua kali tetap satu konsep'), type: content.shape.type, answers: id.optional().describe('Surat masuk yang dijawab') }), output: z.object({ id, seq: z.number() }),
  }),
  getDraft: operation({
    method: 'GET', path: '/naskah-keluar/{id}/konsep', permission: 'signed-in', summary: 'Konsep yang sedang ditulis, seperti tersimpan terakhir', input: z.object({ id }),
    output: z.object({ seq: z.number(), content: contentTold, savedText: z.string(), savedAt: z.string(), savedBy: z.string(), type: typeRow, files: z.array(z.object({ id, name: z.string(), type: z.string(), bytes: z.number() })), finished: finishedView.optional(), hasOwnWords: z.boolean().describe('Isinya bukan lagi kerangka jenis naskah'), state, reason: z.string().describe('Mengapa dikembalikan'), remarks: letterView.shape.remarks }),
  }),
  saveDraft: operation({
    method: 'PUT', path: '/naskah-keluar/{id}/konsep', permission: 'signed-in', summary: 'Simpan konsep yang sedang ditulis',
    description: '`seq` adalah simpanan yang Anda lihat. Kiriman yang sama dua kali disimpan sekali; bila orang lain menyimpan lebih dahulu, ditolak dengan 409 dan `GET` memberi tulisannya, sehingga tidak ada yang hilang.',
    input: z.object({ id, seq, content }), output: z.object({ seq: z.number(), savedText: z.string() }),
  }),
  takeWord: operation({
    method: 'POST', path: '/naskah-keluar/{id}/konsep/word', permission: 'signed-in', summary: 'Jadikan berkas Word (.docx) isi konsep',
    description: 'Judul, daftar, tabel, dan huruf tebal ikut; gambar serta kepala dan kaki halaman tidak, dan disebut dalam `warnings`. Isi yang sudah ditulis hanya diganti dengan `replace`.',
    input: z.object({ id, seq, bytes: z.union([z.instanceof(Uint8Array), z.base64().transform((one) => Uint8Array.from(atob(one), (letter) => letter.charCodeAt(0)))]), replace: z.union([z.boolean(), z.stringbool()]).default(false) }), output: z.object({ seq: z.number(), savedText: z.string(), warnings: z.array(z.string()) }),
  }),
  takePdf: operation({
    method: 'POST', path: '/naskah-keluar/{id}/konsep/pdf', permission: 'signed-in', summary: 'Jadikan unggahan PDF naskahnya; tanda ${nomor}, ${tanggal}, ${ttd}, ${qr}, ${tembusan} di dalamnya menjadi tempatnya',
    description: 'Yang berkata sandi, memuat skrip, atau rusak ditolak. Tempat yang tidak bertanda ditunjuk dengan menyimpan `content.finished.places` (titik 1/72 inci dari sudut kiri atas). Menyimpan konsep tanpa `finished` melepas berkasnya.',
    input: z.object({ id, seq, upload: id }), output: z.object({ seq: z.number(), savedText: z.string(), finished: finishedView, warnings: z.array(z.string()) }),
  }),

  getLetter: operation({ method: 'GET', path: '/naskah-keluar/{id}', permission: 'signed-in', summary: 'Satu naskah: isi, di mana sekarang, paraf, versi, catatan, pengiriman, dan yang boleh Anda lakukan', input: z.object({ id }), output: letterView }),
  markViewed: operation({ method: 'POST', path: '/naskah-keluar/{id}/dibaca', permission: 'signed-in', summary: 'Catat bahwa versi ini sudah Anda baca; wajib sebelum menandatangani', input: z.object({ id, hash: z.string().regex(/^[0-9a-f]{64}$/) }), output: z.object({ seen: z.literal(true) }) }),
  compareVersions: operation({
    method: 'GET', path: '/naskah-keluar/{id}/perubahan', permission: 'signed-in', summary: 'Perubahan isi antara dua versi, menurut alinea dan kata', input: z.object({ id, from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
    output: z.object({ from: z.number(), to: z.number(), changes: z.number(), lines: z.array(line), others: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })) }),
  }),
  act: operation({
    method: 'POST', path: '/naskah-keluar/{id}/tindakan', permission: 'signed-in', idempotent: true, summary: 'Ajukan, tarik, paraf, kembalikan, alihkan penanda tangan, batalkan, atau berkaskan',
    description: 'Paraf menyetujui sidik isi (`hash`) yang Anda baca; bila konsepnya sudah direvisi, paraf ditolak.',
    input: z.object({ id, seq, action: outgoingAction }), output: z.object({ seq: z.number(), state }),
  }),

  prepare: operation({
    method: 'POST', path: '/naskah-keluar/{id}/siapkan', permission: 'signed-in', summary: 'Sebagai pembantu bermandat: pilih dan urutkan naskah yang menunggu tanda tangan pimpinan',
    description: 'Berlaku untuk isi yang sekarang (`hash`). Yang menandatangani hanya pimpinannya.',
    input: z.object({ id, hash: z.string().regex(/^[0-9a-f]{64}$/), chosen: z.union([z.boolean(), z.stringbool()]), place: z.coerce.number().int().min(1).max(999).default(1), note: z.string().trim().max(200).default('') }), output: z.object({ chosen: z.boolean() }),
  }),
  sign: operation({
    method: 'POST', path: '/naskah-keluar/tanda-tangan', permission: SIGN, status: 202, idempotent: 'in-steps', summary: 'Tanda tangani satu atau banyak naskah yang sudah Anda baca; nomor diberikan saat itu juga',
    description: 'Memerlukan faktor kedua sepuluh menit terakhir. Tanda tangan tersertifikasi memerlukan `secret` dan dikerjakan dalam permintaan ini; yang lain dikerjakan berurutan dan dapat diikuti lewat `GET /naskah-keluar/tanda-tangan/{id}`. Satu yang gagal tidak menghentikan yang lain.',
    input: z.object({ items: z.array(z.object({ id, seq })).min(1, 'Pilih paling sedikit satu naskah.').max(500, 'Paling banyak 500 naskah sekali tanda tangan.'), secret: signingSecret.optional(), afresh: z.union([z.boolean(), z.stringbool()]).default(false) }),
    output: z.object({ id, total: z.number(), done: z.number() }),
  }),
  getBatch: operation({
    method: 'GET', path: '/naskah-keluar/tanda-tangan/{id}', permission: SIGN, summary: 'Sampai di mana penandatanganan banyak naskah', input: z.object({ id }),
    output: z.object({ id, total: z.number(), signed: z.array(z.object({ id, title: z.string(), number: z.string() })), refused: z.array(refused), waiting: z.number(), ended: z.boolean() }),
  }),
  numberForInk: operation({
    method: 'POST', path: '/naskah-keluar/{id}/nomor', permission: 'signed-in', idempotent: 'in-steps', summary: 'Beri nomor naskah yang ditandatangani basah, lalu cetak; pindaiannya diunggah sesudah ditandatangani', input: z.object({ id, seq }), output: z.object({ seq: z.number(), number: z.string(), document: id }),
  }),

  markDelivered: operation({
    method: 'POST', path: '/naskah-keluar/{id}/kirim/{delivery}', permission: 'signed-in', summary: 'Catat bahwa naskah cetak sudah diantar', input: z.object({ id, delivery: id, receipt: z.string().trim().min(3, 'Tulis siapa yang menerima dan kapan.').max(200) }), output: z.object({ done: z.literal(true) }),
  }),
  exportLetter: operation({
    method: 'GET', path: '/naskah-keluar/{id}/ekspor', permission: 'signed-in', summary: 'Naskah terbit sebagai ZIP: PDF bertanda tangan, metadata, dan sidiknya', input: z.object({ id }), output: z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') }),
  }),

  register: operation({
    method: 'GET', path: '/naskah-keluar/register', permission: REGISTER, summary: 'Register naskah keluar menurut unit dan tahun', input: registerAsked.extend({ cursor, limit: limit.default(50) }),
    output: z.object({ unit: z.string(), unitId: id, year: z.number(), units: z.array(z.object({ id, name: z.string() })), items: z.array(registerRow), nextCursor: z.string().optional() }),
  }),
  downloadRegister: operation({
    method: 'GET', path: '/naskah-keluar/register/unduh', permission: REGISTER, summary: 'Register naskah keluar sebagai XLSX', input: registerAsked, output: z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') }),
  }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [SIGN]: { title: 'Menandatangani naskah dinas', duties: ['signer'] },
  [REGISTER]: { title: 'Membaca register naskah keluar unitnya', duties: ['letter-clerk', 'leader', 'signer', 'auditor'] },
  'outgoing.clerk': { title: 'Memberi nomor naskah bertanda tangan basah, mencatat pengantaran, dan memberkaskan', duties: ['letter-clerk'] },
};

export const refusals: RefusalTable = outgoingRefusals;

// Events (ids only, never a word of a letter): `outgoing.acted` {letter, kind, posts[]} · `outgoing.signed` {letter} · `outgoing.deliver` {delivery} · `outgoing.sign-asked` {batch} · `outgoing.sent` {letter}.

export * from './contract/words.ts';
export { MARKED_NAMES } from './contract/shapes.ts';
export type { Addressee, ChainStep, Content, FinishedView, LetterView, OutgoingAction, OutgoingRow, PostRef } from './contract/shapes.ts';
export type RegisterRow = z.infer<typeof registerRow>;
export type TypeRow = z.infer<typeof typeRow>;
export type ChangedLine = z.infer<typeof line>;
