import * as z from 'zod';
import { secrecyNames } from '../../letters/contract.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { calendarDay, id, typeId } from './shapes.ts';

// Letters that were issued in the national application (SRIKANDI) and are only recorded here. No number of ours is given.

const RECORD = 'letter-types.record-national';
const READ = 'letter-types.read-national';
const line = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling panjang ${most} huruf.`);

export const nationalLetter = z.object({
  id, type: z.string(), typeTitle: z.string(), number: z.string(), letterDate: z.string(), subject: z.string(), to: z.string(), secrecy: z.enum(secrecyNames), classification: z.string(),
  unit: id, unitName: z.string(), recordedBy: z.string(), recordedAt: z.string(), fileName: z.string(), sha256: z.string(), bytes: z.number(),
});
/** Where it was handed on to: "agenda 12/2026, belum dibaca". */
const handing = z.object({ post: id, title: z.string(), receipt: z.string(), by: z.string() });
export type NationalLetter = z.infer<typeof nationalLetter>;

export const nationalOperations = {
  recordNational: operation({
    method: 'POST', path: '/naskah-nasional', permission: RECORD, status: 201, idempotent: true, summary: 'Catat naskah yang terbit di SRIKANDI: nomor nasional, tanggal, dan PDF-nya',
    description: 'Hanya jenis naskah yang terbit di SRIKANDI pada tanggal itu. Nomor dari Pendopo tidak diberikan; nomor yang sudah tercatat pada tahun yang sama ditolak.',
    input: z.object({
      id: id.optional().describe('Dibuat pengirim: kiriman yang sama dua kali tetap satu catatan'), type: typeId, number: line(1, 100, 'Tulis nomor nasionalnya.'), letterDate: calendarDay, subject: line(3, 300, 'Tulis halnya.'), to: line(2, 300, 'Tulis kepada siapa.'),
      classification: line(3, 40, 'Pilih kode klasifikasinya.'), secrecy: z.enum(secrecyNames).default('biasa'), file: id.describe('Unggahan PDF'),
    }),
    output: z.object({ id, repeated: z.boolean() }),
  }),
  listNational: operation({
    method: 'GET', path: '/naskah-nasional', permission: READ, summary: 'Naskah SRIKANDI yang tercatat di unit Anda; cari menurut nomor, hal, atau penerima',
    input: z.object({ query: z.string().trim().max(100).default(''), year: z.coerce.number().int().min(2000).max(2200).optional(), cursor: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
    output: z.object({ items: z.array(nationalLetter), nextCursor: z.string().optional(), types: z.array(z.object({ id: z.string(), title: z.string() })).describe('Jenis yang terbit di SRIKANDI hari ini'), mayRecord: z.boolean() }),
  }),
  getNational: operation({ method: 'GET', path: '/naskah-nasional/{id}', permission: READ, summary: 'Satu naskah SRIKANDI yang tercatat, dan kepada siapa diteruskan', input: z.object({ id }), output: nationalLetter.extend({ handed: z.array(handing), mayHandOn: z.boolean() }) }),
  handOnNational: operation({
    method: 'POST', path: '/naskah-nasional/{id}/teruskan', permission: RECORD, idempotent: true, summary: 'Teruskan naskah SRIKANDI ke surat masuk satu jabatan, untuk didisposisi di sini',
    description: 'Masuk buku agenda yang melayani jabatan itu dengan nomor nasional dan PDF-nya. Satu jabatan satu kali.',
    input: z.object({ id, post: z.uuid('Pilih jabatannya dari daftar.') }), output: z.object({ agenda: z.string(), letter: id.describe('Surat masuknya') }),
  }),
};

export const nationalPermissions = {
  [RECORD]: { title: 'Mencatat naskah yang terbit di SRIKANDI', duties: ['letter-clerk'] },
  [READ]: { title: 'Membaca naskah SRIKANDI yang tercatat di unitnya', duties: ['letter-clerk', 'leader', 'signer', 'assistant', 'auditor'] },
};

export const nationalRefusals: RefusalTable = {
  'letter-types.issued-here': { status: 409, sentence: (d) => `${String(d.title)} terbit di Pendopo, bukan di SRIKANDI. Buat naskahnya di menu Naskah keluar, agar nomornya dari register kita.` },
  'letter-types.number-known': { status: 409, sentence: (d) => `Nomor ${String(d.number)} sudah tercatat pada ${String(d.year)}: ${String(d.subject)}. Periksa nomornya di SRIKANDI.` },
  'letter-types.handed-on': { status: 409, sentence: (d) => `Naskah ini sudah diteruskan kepada ${String(d.title)}. Pilih jabatan lain.` },
  'letter-types.unknown-national': { status: 404, sentence: 'Catatan naskah SRIKANDI ini tidak ada, atau bukan untuk unit Anda.' },
  'letter-types.date-ahead': { status: 422, sentence: 'Tanggal naskah belum terjadi. Periksa tanggal pada PDF-nya.' },
  'letter-types.secret-stays': { status: 422, sentence: 'Naskah rahasia tidak disalin ke sini. Simpan di SRIKANDI saja.' },
  'letter-types.no-such-file': { status: 422, sentence: 'Berkasnya tidak ditemukan. Unggah lagi PDF dari SRIKANDI.' },
  'letter-types.not-pdf': { status: 415, sentence: 'Naskah dari SRIKANDI harus PDF. Unduh PDF-nya, lalu unggah di sini.' },
  'letter-types.pdf-password': { status: 422, sentence: 'PDF ini berkata sandi. Simpan tanpa kata sandi, lalu unggah lagi.' },
  'letter-types.pdf-script': { status: 422, sentence: 'PDF ini memuat program (skrip) dan tidak diterima. Cetak ulang ke PDF, lalu unggah.' },
  'letter-types.pdf-broken': { status: 422, sentence: 'PDF ini rusak atau tidak utuh. Unduh ulang dari SRIKANDI.' },
};
