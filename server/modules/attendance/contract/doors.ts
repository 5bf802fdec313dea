import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations } from '../../../platform/operation.ts';

const PLACES = 'attendance.places';
const id = z.uuid();

/** Screens at the entrance (reference of attendance, sections 7 and 9): permission as for the place at which they stand. */
export const doorOperations = {
  createDoor: operation({
    method: 'POST', path: '/kehadiran/tempat/{place}/pintu', permission: PLACES, status: 201, summary: 'Tambah layar pintu dengan kode yang berganti tiap 30 detik',
    input: z.object({ place: id, name: z.string().trim().min(2, 'Beri nama pintunya, misalnya Lobi utama.').max(80, 'Paling banyak 80 huruf.') }), output: z.object({ id, number: z.number() }),
  }),
  openDoor: operation({
    method: 'POST', path: '/kehadiran/pintu/{id}/layar', permission: PLACES, summary: 'Pasang layar pintu: kunci baru untuk satu perangkat, yang lama tidak berlaku lagi',
    description: 'Kuncinya ditunjukkan sekali. Perangkat layar menyimpannya dan selanjutnya bekerja tanpa jaringan.', input: z.object({ id }), output: z.object({ id, number: z.number(), name: z.string(), place: z.string(), secret: z.string(), at: z.iso.datetime() }),
  }),
  doorTime: operation({ method: 'GET', path: '/kehadiran/waktu', permission: 'public', summary: 'Waktu server, untuk jam layar pintu', input: z.object({}), output: z.object({ at: z.iso.datetime() }) }),
  closeDoor: operation({ method: 'POST', path: '/kehadiran/pintu/{id}/tutup', permission: PLACES, summary: 'Tutup layar pintu; kodenya tidak berlaku lagi', input: z.object({ id }), output: z.object({ id }) }),
} satisfies Operations;

export const doorRefusals: RefusalTable = {
  'attendance.door-unknown': { status: 404, sentence: 'Layar pintu ini tidak ada, atau sudah ditutup.' },
  'attendance.too-many-doors': { status: 409, sentence: 'Nomor pintu sudah habis (9999). Hubungi pengelola sistem.' },
};

/** What a code at the door says about a check-in: at which place it was shown. */
export interface ShownCode {
  door: string;
  place: string;
}
