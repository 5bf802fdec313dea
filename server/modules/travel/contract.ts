import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { signingSecret } from '../issuance/contract.ts';
import { id, tripFields, tripRow, tripView, warning } from './contract/shapes.ts';

// Chapters: looking · preparing · ordering · permissions · refusals · events

export * from './contract/port.ts';
export { KINDS, PARTS, STATES, type TripKind, type TripPart, type TripState, type TripView, type Warning } from './contract/shapes.ts';

const READ = 'travel.read';
const PREPARE = 'travel.prepare';
const ORDER = 'travel.order';
const version = z.coerce.number().int().min(1);

export const operations = {
  listTrips: operation({
    method: 'GET', path: '/perjalanan', permission: READ, summary: 'Perjalanan dinas satu bulan di unit Anda dan unit di bawahnya',
    input: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Tulis bulan seperti 2026-03.').optional() }),
    output: z.object({ month: z.string(), before: z.string(), after: z.string(), today: z.string(), items: z.array(tripRow), waiting: z.array(tripRow).describe('Menunggu tanda tangan unit Anda, kapan pun berangkatnya'), mayPrepare: z.boolean() }),
  }),
  getTrip: operation({ method: 'GET', path: '/perjalanan/{id}', permission: READ, summary: 'Satu perjalanan dinas: orang, anggaran, surat, peringatan, dan yang boleh Anda lakukan', input: z.object({ id }), output: tripView }),
  listPeople: operation({
    method: 'GET', path: '/perjalanan/orang', permission: PREPARE, summary: 'Pegawai unit Anda dan unit di bawahnya, dan unit yang dapat menandatangani',
    input: z.object({}),
    output: z.object({ people: z.array(z.object({ holding: id, name: z.string(), title: z.string(), unitName: z.string() })), signingUnits: z.array(z.object({ id, name: z.string(), signer: z.string() })), institution: z.string(), origin: z.string() }),
  }),
  checkAbsences: operation({
    method: 'GET', path: '/perjalanan/berhalangan', permission: PREPARE, summary: 'Siapa dari pegawai ini yang sudah bepergian, cuti, atau digantikan Plh. pada hari-hari itu',
    input: z.object({ holdings: z.union([id.transform((one) => [one]), z.array(id).max(40)]), fromDay: tripFields.fromDay, toDay: tripFields.toDay }), output: z.object({ warnings: z.array(warning) }),
  }),
  prepareTrip: operation({
    method: 'POST', path: '/perjalanan', permission: PREPARE, status: 201, idempotent: true, summary: 'Siapkan surat tugas atau surat perintah dengan SPD; peringatan tidak menghalangi',
    input: z.object({ id: id.optional(), ...tripFields }), output: z.object({ id, warnings: z.array(warning) }),
  }),
  changeTrip: operation({ method: 'PUT', path: '/perjalanan/{id}', permission: PREPARE, summary: 'Ubah perjalanan yang belum ditandatangani', input: z.object({ id, version, ...tripFields }), output: z.object({ version: z.number(), warnings: z.array(warning) }) }),
  orderTrip: operation({
    method: 'POST', path: '/perjalanan/{id}/terbitkan', permission: ORDER, summary: 'Tandatangani surat tugas dan SPD tiap orang; nomor diberikan saat itu',
    description: 'Memerlukan faktor kedua sepuluh menit terakhir. Yang terputus diteruskan dengan mengirim lagi: surat yang sudah bernomor tidak bernomor dua kali.',
    input: z.object({ id, version, secret: signingSecret.optional() }), output: z.object({ papers: tripView.shape.papers }),
  }),
  cancelTrip: operation({
    method: 'POST', path: '/perjalanan/{id}/batal', permission: PREPARE, summary: 'Batalkan perjalanan; surat yang sudah terbit dicabut dan nomornya tetap tercatat',
    input: z.object({ id, version, reason: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(300) }), output: z.object({ version: z.number() }),
  }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [READ]: { title: 'Melihat perjalanan dinas unitnya', duties: ['letter-clerk', 'assistant', 'leader', 'signer', 'unit-administrator', 'auditor', 'treasurer'] },
  [PREPARE]: { title: 'Menyiapkan surat tugas dan SPD', duties: ['letter-clerk', 'assistant', 'unit-administrator', 'leader', 'signer'] },
  [ORDER]: { title: 'Menandatangani surat tugas dan SPD', duties: ['signer'] },
};

export const refusals: RefusalTable = {
  'travel.unknown': { status: 404, sentence: 'Perjalanan dinas ini tidak ada, atau bukan di unit Anda.' },
  'travel.days': { status: 422, sentence: 'Tanggal kembali tidak boleh sebelum tanggal berangkat, dan satu perjalanan paling lama 90 hari.' },
  'travel.half-day': { status: 422, sentence: 'Setengah hari hanya untuk perjalanan satu hari. Samakan tanggalnya, atau pilih sepanjang hari.' },
  'travel.traveller': { status: 422, sentence: 'Lengkapi orang yang ditandai: pilih dari daftar, atau tulis nama dan jabatannya.' },
  'travel.twice': { status: 422, sentence: 'Orang yang sama tertulis dua kali. Sisakan satu.' },
  'travel.signing-unit': { status: 422, sentence: 'Unit ini tidak dapat menandatangani untuk unit Anda. Pilih dari daftar.' },
  'travel.no-signer': { status: 409, sentence: 'Unit penanda tangan belum punya pejabat yang memegang jabatannya hari ini. Pilih unit lain, atau minta administrator mengisinya.' },
  'travel.not-draft': { status: 409, sentence: 'Suratnya sudah terbit atau dibatalkan, jadi tidak dapat diubah lagi. Batalkan lalu buat yang baru bila perlu.' },
  'travel.cancelled': { status: 409, sentence: 'Perjalanan ini sudah dibatalkan.' },
  'travel.not-your-signature': { status: 403, sentence: 'Surat ini ditandatangani pejabat unit lain. Buka dengan jabatan yang benar.' },
  'travel.own-order': { status: 409, sentence: 'Surat tugas untuk diri sendiri ditandatangani atasan. Pilih unit penanda tangan di atasnya.' },
  'travel.issued-nationally': { status: 409, sentence: (d) => `${String(d.title)} terbit di SRIKANDI menurut setelan instansi. Terbitkan di sana, lalu catat nomornya di Naskah SRIKANDI.` },
};

// Events (ids only): `travel.ordered` {trip} once its order is signed or printed for ink · `travel.cancelled` {trip}.
