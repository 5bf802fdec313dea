import * as z from 'zod';
import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';

const SEE = 'staff-overview.see';
const id = z.uuid('Pengenal tidak benar.');
const asked = z.object({ unit: id.optional() });

const counts = z.object({
  staff: z.number(), due: z.number().describe('Yang wajib hadir hari ini'), present: z.number(), late: z.number(), away: z.number().describe('Cuti, dinas luar, tugas belajar'), notYet: z.number().describe('Belum absen, jam kerjanya belum selesai'), absent: z.number().describe('Tanpa keterangan'), marked: z.number().describe('Absen bertanda, menunggu ditinjau'),
});
export type Counts = z.infer<typeof counts>;
const named = z.object({ person: id, name: z.string(), title: z.string(), unitName: z.string(), text: z.string() });

export const operations = {
  staffToday: operation({
    method: 'GET', path: '/pegawai/hari-ini', permission: SEE, summary: 'Kehadiran hari ini menurut unit, sampai saat ini; absen tanpa jaringan masuk begitu sampai', description: 'Tanpa `day`: hari ini, atau hari kerja terakhir bila hari ini libur.',
    input: asked.extend({ day: z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.').optional() }),
    output: z.object({
      day: z.string().describe('Hari yang ditampilkan'), today: z.string(), asOf: z.string(), unit: z.object({ id, name: z.string(), above: z.array(z.object({ id, name: z.string() })) }).nullable(), total: counts,
      units: z.array(counts.extend({ id, name: z.string(), hasBelow: z.boolean() })), notYet: z.array(named), marked: z.array(named), more: z.object({ notYet: z.number(), marked: z.number() }), arrivedLate: z.number().describe('Absen hari ini yang baru sampai lebih dari sejam sesudahnya'),
      warned: z.array(z.object({ level: z.string(), sanction: z.string(), people: z.number() })).describe('Pegawai menurut tangga PP 94/2021 tahun ini yang peringatannya belum selesai; bukan hukuman'),
    }),
  }),
  staffWeeks: operation({
    method: 'GET', path: '/pegawai/mingguan', permission: SEE, summary: 'Kehadiran delapan minggu terakhir, dan unit yang menyimpang', input: asked,
    output: z.object({ weeks: z.array(z.object({ from: z.string(), due: z.number(), presentPercent: z.number(), latePercent: z.number(), absent: z.number() })), standOut: z.array(z.object({ unit: id, name: z.string(), text: z.string() })) }),
  }),
  staffPredicates: operation({
    method: 'GET', path: '/pegawai/predikat', permission: SEE, summary: 'Sebaran predikat kinerja terakhir dan yang perlu perhatian', input: asked.extend({ year: z.coerce.number().int().min(2020).max(2100).optional() }),
    output: z.object({ year: z.number(), period: z.string().nullable(), staff: z.number(), rated: z.number(), spread: z.array(z.object({ predicate: z.string(), count: z.number() })), attention: z.array(named), more: z.number(),
      patterns: z.array(z.object({ unit: id, name: z.string(), predicate: z.string().describe('Predikat organisasi'), staff: z.number(), rated: z.number(), verdict: z.enum(['empty', 'pass', 'justify', 'fail']), faults: z.array(z.string()) })).describe('Unit yang predikatnya sudah ditetapkan, dengan sebaran pegawainya terhadap pola'),
    }),
  }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [SEE]: { title: 'Melihat kehadiran dan kinerja pegawai unitnya', duties: ['leader', 'personnel-agency', 'personnel-officer'] },
};

export const refusals: RefusalTable = {
  'staff-overview.no-day-results': { status: 409, sentence: 'Hasil hari belum dihitung di instalasi ini, jadi belum ada yang dapat ditampilkan. Hubungi pengelola Pendopo.' },
  'staff-overview.day': { status: 422, sentence: 'Pilih hari ini atau salah satu dari 92 hari sebelumnya. Yang lebih lama ada di rekap kehadiran.' },
  'staff-overview.unit-not-yours': { status: 403, sentence: 'Unit ini di luar yang Anda pimpin. Bukalah dari halaman pegawai.' },
};
