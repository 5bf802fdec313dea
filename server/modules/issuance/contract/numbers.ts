import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { lentBlock, seriesOpening } from './paper-series.ts';
import { id } from './shapes.ts';

// Chapters: shapes · operations · refusals

/** Once, at one time. House rule: a batch for an offline desk or a forgotten week is a handful. */
export const MOST_RESERVED = 50;

const day = z.string('Tulis tanggal yang ada di kalender.').refine(isCalendarDay, 'Tulis tanggal yang ada di kalender.');
const reason = z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(500);
const series = { unit: id, series: z.string().min(1).max(60), year: z.coerce.number().int().min(1945).max(9999) };

export const reservedNumber = z.object({
  id,
  /** "15" or "15.a" */
  label: z.string(),
  inserted: z.boolean(),
  state: z.enum(['held', 'expired', 'used', 'unused']),
  stateText: z.string(),
  reason: z.string(),
  until: z.string(),
  letterDay: z.string().optional(),
  by: z.string(),
  block: id.optional().describe('Blok yang dipinjamkan kepada register luar jaringan'),
  at: z.string(),
  /** A letter whose number this becomes when it is signed. */
  waitsFor: z.string().optional(),
  usedNumber: z.string().optional(),
  usedFor: z.string().optional(),
  usedSigner: z.string().optional(),
  closedBy: z.string().optional(),
  closedAt: z.string().optional(),
  closeReason: z.string().optional(),
});
export type ReservedNumber = z.infer<typeof reservedNumber>;

export const numberOperations = {
  numberSeries: operation({
    method: 'GET', path: '/kelola/seri/{unit}/{series}/{year}', permission: 'issuance.manage', summary: 'Satu seri nomor: terakhir, cadangan, sisipan, dan celah bila ada',
    input: z.object(series),
    output: z.object({
      unit: id, unitName: z.string(), series: z.string(), year: z.number(), last: z.number(), pattern: z.string(), classification: z.string(),
      letters: z.number(), revoked: z.number(), unfinished: z.number(),
      gaps: z.array(z.object({ from: z.number(), to: z.number() })).describe('Nomor tanpa naskah dan tanpa cadangan; kosong pada register yang utuh'),
      opened: z.number().describe('Nomor terakhir register kertas; 0 bila seri mulai di sini'), openings: z.array(seriesOpening), paper: z.number().describe('Nomor yang diambil alih dari kertas'), paperMissing: z.array(z.object({ from: z.number(), to: z.number() })).describe('Nomor kertas yang belum tercatat'), blocks: z.array(lentBlock),
      reserved: z.array(reservedNumber), today: z.string(), mayReserve: z.boolean(),
    }),
  }),
  reserveNumbers: operation({
    method: 'POST', path: '/kelola/seri/{unit}/{series}/{year}/cadangan', permission: 'issuance.numbers', summary: 'Mencadangkan nomor berikutnya dari satu seri',
    description: 'Hanya seri tahun berjalan. Nomor cadangan ikut urutan: naskah berikutnya mendapat nomor sesudahnya. Yang tidak dipakai ditutup sebagai tidak terpakai, tidak pernah dipakai ulang.',
    input: z.object({ ...series, count: z.coerce.number('Tulis jumlah dengan angka.').int().min(1, 'Paling sedikit satu.').max(MOST_RESERVED, `Paling banyak ${MOST_RESERVED} sekali cadangkan.`).default(1), reason, until: day }),
    output: z.object({ items: z.array(reservedNumber) }), idempotent: true,
  }),
  insertNumber: operation({
    method: 'POST', path: '/kelola/seri/{unit}/{series}/{year}/sisipan', permission: 'issuance.numbers', summary: 'Menyisipkan nomor (misalnya 15.a) untuk naskah bertanggal lampau yang terlupa',
    input: z.object({ ...series, day, reason, until: day }),
    output: reservedNumber, idempotent: true,
  }),
  useReserved: operation({
    method: 'POST', path: '/kelola/nomor-cadangan/{id}/pakai', permission: 'issuance.numbers', summary: 'Memakai nomor cadangan atau sisipan: untuk satu permohonan, atau untuk naskah yang dibuat di luar aplikasi',
    description: 'Dengan `request`, suratnya memakai nomor ini saat ditandatangani. Tanpa `request`, `title`, `signer`, dan `day` mencatat naskah di luar aplikasi.',
    input: z.object({
      id, request: z.string().trim().max(40).optional().describe('Nomor permohonan'), day: day.optional(),
      title: z.string().trim().max(200).optional(), signer: z.string().trim().max(200).optional(),
    }),
    output: reservedNumber,
  }),
  releaseReserved: operation({
    method: 'POST', path: '/kelola/nomor-cadangan/{id}/tutup', permission: 'issuance.numbers', summary: 'Menutup nomor cadangan sebagai tidak terpakai',
    input: z.object({ id, reason }), output: reservedNumber,
  }),
};

export const numberRefusals: RefusalTable = {
  'issuance.unknown-series': { status: 404, sentence: 'Seri nomor ini belum ada. Seri terbentuk saat surat pertamanya ditandatangani, atau dibuka di nomor register kertas.' },
  'issuance.unknown-reserved': { status: 404, sentence: 'Nomor cadangan ini tidak ada. Muat ulang daftar serinya.' },
  'issuance.reserve-this-year': { status: 422, sentence: 'Nomor hanya dicadangkan pada seri tahun berjalan. Untuk tanggal tahun lalu, sisipkan nomor.' },
  'issuance.reserve-until': { status: 422, sentence: 'Batas pakai harus hari ini atau sesudahnya, paling lama satu tahun lagi.' },
  'issuance.insert-not-past': { status: 422, sentence: 'Nomor sisipan untuk tanggal yang sudah lewat, pada tahun seri ini. Untuk hari ini pakai nomor berikutnya.' },
  'issuance.insert-before-first': { status: 409, sentence: 'Belum ada nomor pada atau sebelum tanggal itu, jadi tidak ada tempat untuk menyisipkan. Pilih tanggal sesudah surat pertama seri ini.' },
  'issuance.insert-full': { status: 409, sentence: 'Semua huruf sisipan di belakang nomor itu sudah terpakai. Pilih tanggal lain.' },
  'issuance.reserved-closed': { status: 409, sentence: 'Nomor ini sudah dipakai atau sudah ditutup. Muat ulang daftarnya.' },
  'issuance.reserved-expired': { status: 409, sentence: 'Batas pakai nomor cadangan ini sudah lewat. Tutup sebagai tidak terpakai, lalu cadangkan yang baru.' },
  'issuance.reserved-other-series': { status: 409, sentence: 'Surat permohonan itu memakai seri nomor lain, jadi nomor cadangan ini tidak cocok untuknya.' },
  'issuance.reserved-incomplete': { status: 422, sentence: 'Lengkapi isian yang ditandai.' },
  'issuance.reserved-waits': { status: 409, sentence: 'Nomor ini sudah menunggu surat sebuah permohonan. Tutup dahulu bila tidak jadi dipakai.' },
  'issuance.reserved-day': { status: 422, sentence: 'Tanggal surat harus pada tahun seri ini dan tidak sesudah hari ini.' },
  'issuance.case-unknown': { status: 404, sentence: 'Permohonan dengan nomor itu tidak ada. Periksa lagi ketikannya.' },
  'issuance.case-has-number': { status: 409, sentence: 'Surat permohonan itu sudah bernomor, atau sudah ditunggu nomor cadangan lain.' },
};
