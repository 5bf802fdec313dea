import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';

const id = z.string().regex(/^\d{1,18}$/, 'Nomor pekerjaan tidak benar.');
const state = z.enum(['dead', 'retrying', 'waiting', 'running', 'stuck']);

export const jobRow = z.object({
  id, what: z.string().describe('Apa yang dikerjakan, dengan kata-kata biasa'), code: z.string().describe('Peristiwa dan penanggap, untuk pengembang'), state, stateText: z.string(),
  number: z.string().optional().describe('Nomor permohonan'), attempts: z.number(), maxAttempts: z.number(), error: z.string().optional(), createdAt: z.string(), createdText: z.string(), nextText: z.string().optional(),
  retryable: z.boolean(), shared: z.boolean().describe('Pekerjaan berkala seluruh pemasangan, bukan milik satu instansi'),
});
export type JobRow = z.infer<typeof jobRow>;

export const operations = {
  listJobs: operation({
    method: 'GET', path: '/pekerjaan', permission: 'operations.jobs', summary: 'Pekerjaan latar: yang gagal, yang diulang, yang menunggu',
    input: z.object({ state: z.enum(['dead', 'open', 'all']).default('dead').describe('dead: berhenti dicoba atau tertahan; open: masih berjalan atau menunggu'), cursor: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
    output: z.object({
      items: z.array(jobRow), nextCursor: z.string().optional(),
      counts: z.object({ dead: z.number(), stuck: z.number(), retrying: z.number(), waiting: z.number(), running: z.number() }),
      outbox: z.object({ waiting: z.number(), oldestText: z.string().optional() }).describe('Peristiwa yang belum menjadi pekerjaan'),
    }),
  }),
  retryJob: operation({ method: 'POST', path: '/pekerjaan/{id}/ulangi', permission: 'operations.jobs', summary: 'Mencoba lagi satu pekerjaan yang gagal', input: z.object({ id }), output: z.object({ id, what: z.string() }) }),
  retryAllJobs: operation({ method: 'POST', path: '/pekerjaan/ulangi', permission: 'operations.jobs', summary: 'Mencoba lagi semua pekerjaan yang gagal', input: z.object({}), output: z.object({ retried: z.number() }) }),
} satisfies Operations;

export const permissions: PermissionTable = {
  'operations.jobs': { title: 'Melihat dan mengulang pekerjaan latar', duties: ['administrator'] },
};

export const refusals: RefusalTable = {
  'operations.no-such-job': { status: 404, sentence: 'Pekerjaan itu tidak ada lagi: sudah selesai, atau bukan milik instansi Anda. Muat ulang daftarnya.' },
  'operations.not-dead': { status: 409, sentence: 'Pekerjaan itu masih berjalan atau masih dicoba sendiri. Tunggu sebentar, lalu muat ulang daftarnya.' },
};
