import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { calendarDay, codeText, copy, cursor, fate, file, folderRow, folderView, holdKind, id, itemKind, limit, listLine, loan, maybe, move, moveKind, moveState, text, version } from './shapes.ts';

// Chapters: folders · items · the active records list · moves · loans · holds

export const folderBox = z.enum(['open', 'closed', 'due', 'inactive', 'eligible', 'ended', 'all']);
export type FolderBox = z.infer<typeof folderBox>;
const asked = { box: folderBox.default('open'), unit: id.optional(), code: z.string().trim().max(40).optional(), query: z.string().trim().max(100).default(''), fate: fate.optional() };

export const folderOperations = (file_: string, read: string, keep: string) => ({
  listFolders: operation({
    method: 'GET', path: '/arsip/berkas', permission: read, summary: 'Berkas arsip yang Anda kelola atau baca',
    description: 'Pengelola arsip dan pimpinan unit: unitnya dan unit di bawahnya. Arsiparis: semua unit. `due`: masa aktifnya sudah habis; `eligible`: masa simpannya habis.',
    input: z.object({ ...asked, cursor, limit }), output: z.object({ counts: z.array(z.object({ box: folderBox, title: z.string(), count: z.number() })), items: z.array(folderRow), nextCursor: z.string().optional() }),
  }),
  getFolder: operation({ method: 'GET', path: '/arsip/berkas/{id}', permission: read, summary: 'Satu berkas: isi, masa simpan, pinjaman, penahanan, riwayat, dan yang boleh Anda lakukan', input: z.object({ id }), output: folderView }),
  openFolder: operation({
    method: 'POST', path: '/arsip/berkas', permission: file_, status: 201, idempotent: true, summary: 'Buka berkas pada kode klasifikasi dan tahun',
    input: z.object({ code: codeText, title: text(3, 300, 'Tulis uraian berkasnya.'), year: z.coerce.number().int().min(1945, 'Tahun paling awal 1945.').max(2200).optional(), unit: id.optional().describe('Unit pengolah; bila kosong unit Anda'), location: maybe(200) }), output: z.object({ id, number: z.string() }),
  }),
  changeFolder: operation({ method: 'PUT', path: '/arsip/berkas/{id}', permission: file_, summary: 'Ubah uraian atau tempat simpan', input: z.object({ id, version, title: text(3, 300, 'Tulis uraian berkasnya.'), location: maybe(200) }), output: z.object({ version: z.number() }) }),
  closeFolder: operation({
    method: 'POST', path: '/arsip/berkas/{id}/tutup', permission: file_, summary: 'Tutup berkas; masa simpannya mulai dihitung', input: z.object({ id, version, day: calendarDay.optional() }),
    output: z.object({ activeTo: z.string().nullable(), inactiveTo: z.string().nullable(), eligibleFrom: z.string().nullable() }),
  }),
  decideFate: operation({
    method: 'POST', path: '/arsip/berkas/{id}/nasib', permission: keep, summary: 'Putuskan nasib baru berkas yang dinilai kembali',
    input: z.object({ id, version, fate: z.enum(['musnah', 'permanen']), years: z.coerce.number().int().min(0).max(100).default(0).describe('Disimpan lagi sekian tahun sebelum nasib itu'), number: text(3, 100, 'Tulis nomor keputusannya.'), day: calendarDay, words: maybe(500) }), output: z.object({ version: z.number() }),
  }),

  addItem: operation({
    method: 'POST', path: '/arsip/berkas/{id}/isi', permission: file_, status: 201, idempotent: true, summary: 'Masukkan surat atau dokumen lain ke berkas',
    input: z.object({
      id, kind: itemKind, ref: id.optional().describe('Surat masuk atau keluar'), number: maybe(100), title: z.string().trim().max(300).default(''), party: maybe(200).describe('Dari siapa atau kepada siapa'), day: calendarDay.optional(), copy: copy.default('asli'), amount: maybe(60), note: maybe(300), file: id.optional(),
    }), output: z.object({ item: id, folder: z.string() }),
  }),
  removeItem: operation({ method: 'POST', path: '/arsip/berkas/{id}/isi/{item}/keluarkan', permission: file_, summary: 'Keluarkan isi dari berkas yang masih terbuka', input: z.object({ id, item: id, reason: text(3, 300, 'Tulis alasannya.') }), output: z.object({ items: z.number() }) }),
  whereIs: operation({
    method: 'GET', path: '/arsip/letak', permission: read, summary: 'Di berkas mana sebuah surat, dan berkas terbuka yang cocok baginya', input: z.object({ kind: z.enum(['in', 'out']), ref: id }),
    output: z.object({ folder: folderRow.pick({ id: true, number: true, title: true, state: true, stateText: true }).optional(), gone: z.boolean(), code: z.string(), suggestions: z.array(z.object({ id, number: z.string(), title: z.string(), code: z.string() })), mayFile: z.boolean() }),
  }),

  recordsList: operation({
    method: 'GET', path: '/arsip/daftar', permission: read, summary: 'Daftar arsip: satu baris untuk tiap isi, berkolom seperti daftar arsip aktif', input: z.object({ ...asked, box: folderBox.default('all') }), output: z.object({ unit: z.string(), title: z.string(), lines: z.array(listLine), cut: z.boolean() }),
  }),
  downloadRecordsList: operation({ method: 'GET', path: '/arsip/daftar/unduh', permission: read, summary: 'Daftar arsip sebagai XLSX', input: z.object({ ...asked, box: folderBox.default('all') }), output: file }),

  listMoves: operation({ method: 'GET', path: '/arsip/pemindahan', permission: read, summary: 'Pemindahan ke unit kearsipan dan penyerahan ke lembaga kearsipan daerah', input: z.object({ state: moveState.optional(), cursor, limit }), output: z.object({ items: z.array(move), nextCursor: z.string().optional() }) }),
  getMove: operation({ method: 'GET', path: '/arsip/pemindahan/{id}', permission: read, summary: 'Satu pemindahan dengan daftar berkasnya', input: z.object({ id }), output: move.extend({ folders: z.array(folderRow) }) }),
  sendMove: operation({
    method: 'POST', path: '/arsip/pemindahan', permission: file_, status: 201, idempotent: true, summary: 'Pindahkan berkas ke unit kearsipan, atau serahkan yang permanen ke lembaga kearsipan daerah',
    input: z.object({ kind: moveKind, folders: z.array(id).min(1, 'Pilih paling sedikit satu berkas.').max(200, 'Paling banyak 200 berkas sekali jalan.'), receiver: maybe(200).describe('Nama lembaga kearsipan; wajib untuk penyerahan'), note: maybe(500) }), output: z.object({ id }),
  }),
  answerMove: operation({
    method: 'POST', path: '/arsip/pemindahan/{id}/jawab', permission: keep, summary: 'Terima dengan tanda terima, atau kembalikan dengan alasan', input: z.object({ id, accept: z.boolean(), receipt: maybe(100).describe('Nomor tanda terima atau berita acara'), note: maybe(500) }), output: z.object({ state: moveState }),
  }),

  listLoans: operation({ method: 'GET', path: '/arsip/pinjaman', permission: read, summary: 'Berkas yang dipinjam', input: z.object({ box: z.enum(['open', 'late', 'returned']).default('open'), cursor, limit }), output: z.object({ counts: z.object({ open: z.number(), late: z.number() }), items: z.array(loan), nextCursor: z.string().optional() }) }),
  lend: operation({
    method: 'POST', path: '/arsip/berkas/{id}/pinjam', permission: file_, status: 201, idempotent: true, summary: 'Catat peminjaman berkas', input: z.object({ id, borrower: text(3, 150, 'Tulis nama peminjam.'), borrowerUnit: text(2, 150, 'Tulis unit atau lembaganya.'), purpose: text(3, 300, 'Tulis keperluannya.'), dueOn: calendarDay }), output: z.object({ loan: id }),
  }),
  giveBack: operation({ method: 'POST', path: '/arsip/pinjaman/{id}/kembali', permission: file_, summary: 'Catat pengembalian berkas', input: z.object({ id, note: maybe(300) }), output: z.object({ returnedOn: z.string() }) }),

  hold: operation({ method: 'POST', path: '/arsip/berkas/{id}/tahan', permission: file_, status: 201, idempotent: true, summary: 'Tahan berkas karena pemeriksaan, perkara, atau pengaduan: tidak dapat dimusnahkan', input: z.object({ id, kind: holdKind, reason: text(3, 300, 'Tulis alasannya, misalnya nomor surat pemeriksaan.') }), output: z.object({ hold: id }) }),
  release: operation({ method: 'POST', path: '/arsip/tahanan/{id}/lepas', permission: keep, summary: 'Lepas penahanan berkas', input: z.object({ id, reason: text(3, 300, 'Tulis alasannya.') }), output: z.object({ folder: id }) }),
});
