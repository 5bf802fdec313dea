import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations } from '../../../platform/operation.ts';

/** What the server takes: a little more, for other programs. */
export const MOST_TAKEN_BYTES = 200_000;

const photographed = z.object({ id: z.uuid(), name: z.string(), title: z.string(), unit: z.string(), at: z.iso.datetime(), direction: z.string(), source: z.string(), device: z.string().nullable().describe('Perangkat kantor'), here: z.boolean(), until: z.iso.datetime().describe('Dihapus sesudah ini') });
export type Photographed = z.infer<typeof photographed>;

export const selfieOperations = {
  attachSelfie: operation({
    method: 'POST', path: '/kehadiran/absen/{id}/swafoto', permission: 'attendance.own', status: 201, summary: 'Susulkan swafoto untuk absen Anda sendiri',
    description: `Foto JPEG, PNG, atau WebP, paling besar ${MOST_TAKEN_BYTES / 1000} KB; keterangan di dalam foto (posisi, kamera) dibuang. Kiriman kedua untuk absen yang sama tidak mengubah yang pertama. Dihapus sesudah masa simpannya.`,
    input: z.object({ id: z.uuid().toLowerCase(), bytes: z.union([z.instanceof(Uint8Array), z.base64()]) }), output: z.object({ id: z.uuid() }),
  }),
  listPhotographs: operation({
    method: 'GET', path: '/kehadiran/foto', permission: 'attendance.review', summary: 'Absen satu hari yang berfoto: bawahan langsung, dan unit yang kepegawaiannya Anda kelola',
    description: 'Fotonya sendiri di `/api/kehadiran/absen/{id}/swafoto`; tiap kali dilihat orang lain tercatat dalam jejak audit.',
    input: z.object({ day: z.string().refine(isCalendarDay, 'Tulis tanggal yang ada.').optional() }),
    output: z.object({ day: z.string(), today: z.string(), zone: z.string(), more: z.boolean(), items: z.array(photographed) }),
  }),
} satisfies Operations;

export const selfieRefusals: RefusalTable = {
  'attendance.check-in-unknown': { status: 404, sentence: 'Absen ini belum diterima server, atau bukan milik Anda.' },
  'attendance.selfie-too-large': { status: 413, sentence: `Foto ini terlalu besar. Batasnya ${MOST_TAKEN_BYTES / 1000} KB; ambil lewat Saku, yang mengecilkannya sendiri.` },
  'attendance.selfie-broken': { status: 415, sentence: 'Isi kiriman ini bukan foto JPEG, PNG, atau WebP yang utuh. Ambil ulang fotonya.' },
  'attendance.selfie-late': { status: 409, sentence: 'Swafoto hanya dapat disusulkan dalam empat belas hari sesudah absennya.' },
};
