import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../../platform/operation.ts';

const REVIEW = 'attendance.review';
const id = z.uuid();
const moment = z.iso.datetime();

const marked = z.object({
  id, person: id, name: z.string(), title: z.string(), unit: z.string(), at: moment, receivedAt: moment, direction: z.string(), source: z.string(), class: z.string(), trust: z.number(), place: z.string().nullable(), distance: z.number().nullable(), accuracy: z.number().nullable(),
  latitude: z.number().nullable(), longitude: z.number().nullable(), note: z.string().nullable(), reasons: z.array(z.object({ code: z.string(), text: z.string() })), selfie: z.enum(['none', 'here', 'dropped']),
  review: z.object({ decision: z.enum(['upheld', 'rejected']), words: z.string(), at: moment }).nullable(),
});
export type MarkedPunch = z.infer<typeof marked>;

export const reviewOperations = {
  listReviews: operation({
    method: 'GET', path: '/kehadiran/tinjauan', permission: REVIEW, summary: 'Absen bawahan langsung Anda yang diterima dengan catatan',
    input: z.object({ state: z.enum(['open', 'done']).default('open'), after: z.string().max(70).default('').describe('`next` dari jawaban sebelumnya') }), output: z.object({ items: z.array(marked), next: z.string().optional().describe('Masih ada yang lebih lama'), zone: z.string() }),
  }),
  reviewPunches: operation({
    method: 'POST', path: '/kehadiran/tinjauan', permission: REVIEW, summary: 'Terima atau tolak absen bercatatan, banyak sekaligus', description: 'Sekali untuk tiap absen; yang ditolak tidak dihitung. Menolak perlu alasan, yang dibaca pegawainya. Yang sudah diputuskan orang lain dilewati.',
    input: z.object({ ids: z.array(id).min(1, 'Pilih paling sedikit satu absen.').max(200, 'Paling banyak 200 sekaligus.'), decision: z.enum(['upheld', 'rejected'], 'Pilih terima atau tolak.'), words: z.string().trim().max(500, 'Paling banyak 500 huruf.').default('') }),
    output: z.object({ decided: z.number(), skipped: z.number() }),
  }),
} satisfies Operations;

export const reviewPermissions: PermissionTable = { [REVIEW]: { title: 'Meninjau absen bercatatan dan HP bawahan langsung', duties: ['*'] } };

export const reviewRefusals: RefusalTable = {
  'attendance.not-your-staff': { status: 403, sentence: 'Hanya atasan langsung yang meninjau absen ini.' },
  'attendance.rejection-says-why': { status: 422, sentence: 'Tulis mengapa ditolak; pegawainya membaca alasan ini.' },
};
