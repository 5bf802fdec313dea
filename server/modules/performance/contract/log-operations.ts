import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { OWN } from './permissions.ts';
import { sheetFile } from '../../lists/contract.ts';
import { day, id, line, logDay, logFields, logView, maybe, resultChoice, version } from './shapes.ts';

/** House rule: a photograph that a phone made small before it left. */
export const MOST_PHOTO_BYTES = 400_000;

const done = z.object({ version: z.number() });
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Tulis bulan seperti 2026-03.');

export const logOperations = {
  listLogs: operation({
    method: 'GET', path: '/lkh', permission: OWN, summary: 'Laporan harian saya: satu hari dan bulannya', input: z.object({ day: day.optional() }),
    output: z.object({
      today: z.string(), day: logDay, items: z.array(logView), results: z.array(resultChoice), offered: z.array(z.object({ href: z.string(), title: z.string(), at: z.string() })).describe('Yang Anda kerjakan di Pendopo hari itu dan belum dilaporkan'),
      month: z.object({ month: z.string(), minutes: z.number(), due: z.number(), waiting: z.number(), refused: z.number(), days: z.array(z.object({ day: z.string(), minutes: z.number(), kind: z.string() })) }), lockAfterDays: z.number(), superior: z.string().nullable(),
    }),
  }),
  writeLog: operation({ method: 'POST', path: '/lkh', permission: OWN, status: 201, idempotent: true, summary: 'Laporkan satu kegiatan', input: z.object({ id: id.optional(), ...logFields }), output: z.object({ id, left: z.number().describe('Menit yang masih dapat dilaporkan hari itu') }) }),
  takeWork: operation({
    method: 'POST', path: '/lkh/ambil', permission: OWN, status: 201, summary: 'Ambil pekerjaan yang tercatat di Pendopo menjadi laporan', input: z.object({ day, href: z.string().max(300), minutes: logFields.minutes, plan: id.optional(), result: id.optional() }), output: z.object({ id, left: z.number() }),
  }),
  changeLog: operation({ method: 'PUT', path: '/lkh/{id}', permission: OWN, summary: 'Perbaiki laporan yang belum disetujui; yang ditolak diajukan lagi', input: z.object({ id, version, ...logFields }), output: done }),
  dropLog: operation({ method: 'DELETE', path: '/lkh/{id}', permission: OWN, summary: 'Hapus laporan yang belum disetujui', input: z.object({ id, version }), output: z.object({ id }) }),
  attachToLog: operation({
    method: 'POST', path: '/lkh/{id}/berkas', permission: OWN, status: 201, summary: 'Susulkan foto bukti untuk laporan Anda sendiri, misalnya dari HP sesudah ada jaringan',
    description: `Foto JPEG, PNG, atau WebP, paling besar ${MOST_PHOTO_BYTES / 1000} KB, selama laporannya belum diputus; foto yang sama dua kali tidak menambah apa pun.`,
    input: z.object({ id, bytes: z.union([z.instanceof(Uint8Array), z.base64()]) }), output: z.object({ id }),
  }),
  listStaffLogs: operation({
    method: 'GET', path: '/lkh/staf', permission: OWN, summary: 'Laporan harian pegawai yang Anda pimpin', input: z.object({ person: id.optional(), state: z.enum(['diajukan', 'semua']).default('diajukan'), month: month.optional() }),
    output: z.object({ items: z.array(logView), more: z.boolean(), people: z.array(z.object({ person: id, name: z.string(), waiting: z.number() })), month: z.string() }),
  }),
  exportLogs: operation({
    method: 'GET', path: '/lkh/xlsx', permission: OWN, summary: 'Laporan harian satu bulan sebagai XLSX: milik sendiri, atau pegawai yang Anda pimpin', input: z.object({ month, person: id.optional() }), output: sheetFile,
  }),
  decideLogs: operation({
    method: 'POST', path: '/lkh/putusan', permission: OWN, summary: 'Setujui atau tolak laporan bawahan, banyak sekaligus',
    input: z.object({ ids: z.array(id).min(1, 'Pilih laporannya.').max(500, 'Paling banyak 500 sekaligus.'), decision: z.enum(['setujui', 'tolak']), reason: maybe(300) }), output: z.object({ decided: z.number() }),
  }),
  pocketLogs: operation({
    method: 'GET', path: '/lkh/saku', permission: OWN, summary: 'Yang perlu dibawa perangkat untuk menulis laporan tanpa jaringan', input: z.object({}),
    output: z.object({ today: z.string(), days: z.array(logDay), results: z.array(resultChoice), items: z.array(logView), lockAfterDays: z.number() }),
  }),
};
/** Body of the queued command `performance.log`; the id of the log is that of the command. */
export const queuedLog = z.object({ ...logFields, activity: line(5, 500, 'Tulis apa yang Anda kerjakan.') });
