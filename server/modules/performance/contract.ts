import * as z from 'zod';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { CONFIGURE, OVERSEE, OWN } from './contract/permissions.ts';
import { evaluationOperations } from './contract/evaluation-operations.ts';
import { logOperations } from './contract/log-operations.ts';
import { managedOperations } from './contract/managed-operations.ts';
import { approach, day, id, line, maybe, planContent, planRow, planSummary, planView, value, version, year } from './contract/shapes.ts';

// Chapters: plans · evaluation, dialogue, feedback · logs · what is managed · permissions

export * from './contract/port.ts';
export * from './contract/words.ts';
export { performanceRefusals as refusals } from './contract/refusals.ts';
export type { Aspect } from './contract/words.ts';
export { logBody, type EvaluationState, type EvaluationView, type LogBody, type LogDay, type LogState, type LogView, type PlanContent, type PlanRow, type PlanSummary, type PlanView, type RatingNote, type Realisation } from './contract/shapes.ts';

const done = z.object({ version: z.number() });
const placed = z.object({ holding: id, title: z.string(), unitName: z.string() });

export const operations = {
  listMyPlans: operation({
    method: 'GET', path: '/skp', permission: OWN, summary: 'SKP saya, atasan saya, dan apa yang menunggu saya', input: z.object({}),
    output: z.object({
      items: z.array(planSummary), today: z.string(), year: z.number(), elsewhere: z.boolean(), covered: z.boolean().describe('Apakah jabatan ini memakai SKP'), post: placed, superior: z.object({ name: z.string(), title: z.string() }).nullable(), top: z.boolean(),
      mayStart: z.boolean().describe('Boleh memulai SKP'), leads: z.boolean().describe('Memimpin pegawai secara langsung'), waiting: z.object({ staff: z.number(), logs: z.number(), dialogues: z.number(), reviews: z.array(z.object({ id, name: z.string(), title: z.string(), period: z.string() })) }),
    }),
  }),
  listStaff: operation({
    method: 'GET', path: '/skp/staf', permission: OWN, summary: 'Pegawai yang Anda pimpin langsung: SKP, penilaian, dan laporan hariannya', input: z.object({ year: year.optional() }),
    output: z.object({ year: z.number(), items: z.array(z.object({ person: id, name: z.string(), title: z.string(), unitName: z.string(), plan: planSummary.nullable(), logsWaiting: z.number() })), objections: z.array(planSummary) }),
  }),
  startPlan: operation({
    method: 'POST', path: '/skp', permission: OWN, status: 201, idempotent: true, summary: 'Mulai SKP untuk jabatan yang sedang Anda pakai',
    input: z.object({ year, fromDay: day.optional().describe('Awal masa; bila kosong awal tahun, atau hari mulai menjabat'), toDay: day.optional(), approach }), output: z.object({ id, version: z.number() }),
  }),
  getPlan: operation({ method: 'GET', path: '/skp/{id}', permission: OWN, summary: 'Satu SKP: hasil kerja, perilaku, dialog, umpan balik, evaluasi, riwayat', input: z.object({ id }), output: planView }),
  getVersion: operation({ method: 'GET', path: '/skp/{id}/versi/{number}', permission: OWN, summary: 'SKP seperti waktu disetujui', input: z.object({ id, number: z.coerce.number().int().min(1) }), output: z.object({ number: z.number(), approvedAt: z.string(), approvedBy: z.string(), content: planContent }) }),
  saveRow: operation({
    method: 'PUT', path: '/skp/{plan}/hasil/{row}', permission: OWN, summary: 'Simpan satu hasil kerja dengan indikator dan targetnya', input: z.object({ plan: id, row: id, version, ...planRow.omit({ id: true }).shape }), output: done,
  }),
  dropRow: operation({ method: 'DELETE', path: '/skp/{plan}/hasil/{row}', permission: OWN, summary: 'Hapus satu hasil kerja dari draf', input: z.object({ plan: id, row: id, version }), output: done }),
  saveAttachments: operation({
    method: 'PUT', path: '/skp/{id}/lampiran', permission: OWN, summary: 'Simpan pendekatan, ekspektasi perilaku, dan lampiran SKP',
    input: z.object({ id, version, approach, ...planContent.omit({ rows: true }).shape }), output: done,
  }),
  submitPlan: operation({ method: 'POST', path: '/skp/{id}/ajukan', permission: OWN, summary: 'Ajukan SKP kepada atasan langsung', input: z.object({ id, version }), output: done }),
  withdrawPlan: operation({ method: 'POST', path: '/skp/{id}/tarik', permission: OWN, summary: 'Tarik kembali SKP yang belum diputus', input: z.object({ id, version }), output: done }),
  approvePlan: operation({
    method: 'POST', path: '/skp/{id}/setujui', permission: OWN, summary: 'Setujui SKP bawahan, dengan ekspektasi perilaku dari pimpinan', input: z.object({ id, version, expectations: z.partialRecord(value, z.string().trim().max(500)).optional() }), output: done,
  }),
  returnPlan: operation({ method: 'POST', path: '/skp/{id}/kembalikan', permission: OWN, summary: 'Kembalikan SKP bawahan untuk diperbaiki', input: z.object({ id, version, reason: line(5, 500, 'Tulis apa yang perlu diperbaiki.') }), output: done }),
  changePlan: operation({
    method: 'POST', path: '/skp/{id}/ubah', permission: OWN, summary: 'Buka SKP yang sudah disetujui untuk diubah; menjadi versi baru yang perlu disetujui lagi', input: z.object({ id, version, reason: line(5, 500, 'Tulis mengapa SKP diubah.') }), output: done,
  }),
  endPlan: operation({ method: 'POST', path: '/skp/{id}/akhiri', permission: OWN, summary: 'Akhiri masa SKP lebih awal, misalnya karena pindah', input: z.object({ id, version, toDay: day, reason: maybe(300) }), output: done }),
  ...evaluationOperations,
  ...logOperations,
  ...managedOperations,
} satisfies Operations;

export const permissions: PermissionTable = {
  [OWN]: { title: 'SKP, dialog kinerja, dan laporan harian sendiri serta bawahan langsung', duties: ['*'] },
  [OVERSEE]: { title: 'Melihat kinerja pegawai unitnya dan unit di bawahnya', duties: ['personnel-officer', 'personnel-agency', 'leader', 'signer', 'auditor'] },
  [CONFIGURE]: { title: 'Menetapkan aturan kinerja, predikat organisasi, dan impor e-Kinerja', duties: ['personnel-agency', 'administrator'] },
};

// Events (ids only): `performance.plan-submitted`, `performance.plan-decided`, `performance.rated`, `performance.objected` {plan} ·
// `performance.predicate-final` {plan, person, period}.
