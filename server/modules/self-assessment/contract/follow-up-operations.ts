import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { operation } from '../../../platform/operation.ts';
import { FOLLOW_UP_STATES, FOLLOW_UP_STEPS } from './follow-up-words.ts';

const id = z.uuid('Pengenal tidak benar.');
const day = z.string('Tulis tanggal yang ada di kalender.').refine(isCalendarDay, 'Tulis tanggal yang ada di kalender.');
const seq = z.coerce.number().int().min(0).describe('Urutan yang Anda baca; perubahan orang lain ditolak dengan sebabnya');
const state = z.enum(FOLLOW_UP_STATES);

export const followUpRow = z.object({
  id, source: z.string(), year: z.number(), number: z.string().nullable(), text: z.string(), addressee: z.string(),
  due: z.string().nullable().describe('Dari penyelenggara'), unit: id.nullable(), unitName: z.string().nullable(), unitDue: z.string().nullable(),
  state, stateText: z.string(), lastStep: z.string().nullable(), lastAt: z.string().nullable(), seq: z.number(),
});
export type FollowUpRow = z.infer<typeof followUpRow>;

const counts = z.object({ open: z.number(), running: z.number(), done: z.number(), late: z.number() });

export const followUpOperations = {
  listFollowUp: operation({
    method: 'GET', path: '/tindak-lanjut', permission: 'self-assessment.see-follow-up', summary: 'Tindak lanjut rekomendasi penilaian: unit pelaksana, batas waktu, keadaan',
    input: z.object({ state: state.optional(), unit: id.optional(), year: z.coerce.number().int().optional(), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: z.object({
      rows: z.array(followUpRow), counts, matching: z.number(), next: z.number().nullable(), years: z.array(z.number()),
      units: z.array(z.object({ id, name: z.string(), counts })).describe('Unit yang diberi rekomendasi'), mayAssign: z.boolean(),
    }),
  }),
  unitFollowUp: operation({
    method: 'GET', path: '/tindak-lanjut/unit-saya', permission: 'signed-in', summary: 'Rekomendasi yang diserahkan kepada unit dari jabatan yang Anda pakai',
    input: z.object({}), output: z.object({ rows: z.array(followUpRow), unitName: z.string() }),
  }),
  getFollowUp: operation({
    method: 'GET', path: '/tindak-lanjut/{id}', permission: 'signed-in', summary: 'Satu rekomendasi dengan riwayat tindak lanjut dan buktinya',
    description: 'Untuk penanggung jawab, pimpinan, tim, dan pegawai unit yang diserahi.',
    input: z.object({ id }),
    output: followUpRow.extend({
      campaign: id.nullable(),
      steps: z.array(z.object({
        id, kind: z.enum(FOLLOW_UP_STEPS), kindText: z.string(), text: z.string(), unitName: z.string().nullable(), due: z.string().nullable(), link: z.string(), by: z.string(), at: z.string(),
        files: z.array(z.object({ id, name: z.string(), url: z.string() })),
      })),
      may: z.array(z.enum(['assign', 'report', 'return'])), units: z.array(z.object({ id, name: z.string() })),
    }),
  }),
  writeFollowUp: operation({
    method: 'POST', path: '/tindak-lanjut', permission: 'self-assessment.follow-up', summary: 'Mencatat rekomendasi dari laporan tahun sebelumnya', status: 201, idempotent: true,
    input: z.object({
      source: z.string().trim().min(5, 'Tulis nama laporannya, misalnya Laporan Hasil Evaluasi SPBE 2023.').max(200), year: z.coerce.number('Tulis tahunnya.').int().min(2000, 'Tahun mulai 2000.').max(2199, 'Tahun paling akhir 2199.'),
      number: z.string().trim().max(10).default('').describe('Nomor indikator'), text: z.string().trim().min(10, 'Tulis rekomendasinya, paling sedikit sepuluh huruf.').max(2000), due: day.optional(),
    }),
    output: z.object({ id }),
  }),
  assignFollowUp: operation({
    method: 'POST', path: '/tindak-lanjut/{id}/serahkan', permission: 'self-assessment.follow-up', summary: 'Menyerahkan rekomendasi kepada satu unit dengan batas waktu',
    input: z.object({ id, seq, unit: z.uuid('Pilih unit pelaksana.'), due: day, text: z.string().trim().max(1000).default('').describe('Pesan untuk unit') }), output: followUpRow,
  }),
  reportFollowUp: operation({
    method: 'POST', path: '/tindak-lanjut/{id}/kemajuan', permission: 'signed-in', summary: 'Melaporkan kemajuan atau selesainya tindak lanjut, dengan bukti', idempotent: true,
    input: z.object({
      id, seq, text: z.string().trim().min(10, 'Tulis yang sudah dikerjakan, paling sedikit sepuluh huruf.').max(2000), done: z.union([z.boolean(), z.stringbool()]).default(false),
      link: z.union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Tulis alamat lengkap, misalnya https://jdih.contoh.go.id/1.' }).max(500)]).default(''), uploads: z.array(id).max(10, 'Paling banyak sepuluh berkas.').default([]),
    }),
    output: followUpRow,
  }),
  returnFollowUp: operation({
    method: 'POST', path: '/tindak-lanjut/{id}/kembalikan', permission: 'self-assessment.follow-up', summary: 'Mengembalikan tindak lanjut yang dilaporkan selesai, dengan alasannya',
    input: z.object({ id, seq, text: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(1000) }), output: followUpRow,
  }),
};

export const followUpPermissions = {
  'self-assessment.follow-up': { title: 'Mencatat rekomendasi penilaian, menyerahkannya kepada unit, dan mengembalikan yang belum selesai', duties: ['assessment-responsible', 'assessment-coordinator'] },
  'self-assessment.see-follow-up': { title: 'Melihat tindak lanjut semua unit atas rekomendasi penilaian', duties: ['leader', 'assessment-responsible', 'assessment-coordinator', 'assessment-member', 'auditor'] },
};

export const followUpRefusals = {
  'self-assessment.unknown-follow-up': { status: 404, sentence: 'Rekomendasi ini tidak ada, atau bukan untuk unit Anda. Buka daftar tindak lanjut.' },
  'self-assessment.follow-up-due': { status: 422, sentence: (d: Record<string, unknown>) => String(d['sentence']) },
  'self-assessment.follow-up-unit': { status: 422, sentence: 'Unit ini tidak ada atau sudah ditutup. Pilih unit lain.' },
  'self-assessment.follow-up-unassigned': { status: 409, sentence: 'Rekomendasi ini belum diserahkan kepada unit. Serahkan dahulu.' },
  'self-assessment.follow-up-no-evidence': { status: 422, sentence: 'Sertakan bukti: unggah berkasnya atau tulis alamatnya.' },
  'self-assessment.follow-up-done': { status: 409, sentence: 'Tindak lanjut ini sudah dilaporkan selesai. Kembalikan dahulu bila perlu diperbaiki.' },
  'self-assessment.follow-up-not-done': { status: 409, sentence: 'Hanya yang dilaporkan selesai yang dapat dikembalikan.' },
  'self-assessment.follow-up-changed': { status: 409, sentence: 'Orang lain baru saja mengubah rekomendasi ini. Muat ulang, lalu coba lagi.' },
};
