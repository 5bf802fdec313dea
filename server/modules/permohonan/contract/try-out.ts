import * as z from 'zod';
import type { FormDefinition } from '../../../engines/forms/form-definition.ts';
import { operation } from '../../../platform/operation.ts';

// Trying a definition out: what an applicant, an officer and the letter would see, while nothing is kept.

const layananId = z.string().regex(/^[a-z][a-z0-9-]{2,59}$/, 'Pengenal layanan tidak benar.');
const which = { id: layananId, version: z.coerce.number().int().min(1).max(100_000) };
const answers = z.record(z.string().max(100), z.unknown());
const at = z.string().max(40).optional().describe('Saat pengajuan yang dicoba, ISO 8601 dengan zona; tanpa isian: sekarang');
const remark = z.object({ path: z.string(), message: z.string() });
const file = z.object({ uploadId: z.string(), path: z.string(), label: z.string(), name: z.string(), type: z.string(), bytes: z.number(), url: z.string() });
const moment = z.object({ at: z.string(), text: z.string(), provisional: z.boolean() });

export const trialForm = z.object({
  id: z.string(),
  layananName: z.string(),
  version: z.number(),
  form: z.custom<FormDefinition>(),
  run: z.array(z.unknown()).describe('Pohon ungkapan untuk perambah'),
  answers,
  shown: z.array(z.string()),
  required: z.array(z.string()),
  uploads: z.array(file),
  regions: z.record(z.string(), z.string()),
  problems: z.array(remark),
  pages: z.array(z.object({ id: z.string(), title: z.string(), complete: z.boolean(), shown: z.boolean() })),
});

export const trialOutcome = z.object({
  id: z.string(),
  layananName: z.string(),
  version: z.number(),
  submittedAt: moment,
  countsFrom: moment.describe('Setelah jam loket: pembukaan berikutnya'),
  subject: z.string(),
  answers: z.array(z.object({ page: z.string(), label: z.string(), value: z.string() })),
  problems: z.array(remark).describe('Yang akan menahan warga sebelum dapat mengirim'),
  documents: z.array(z.object({ label: z.string(), required: z.boolean(), given: z.number(), note: z.string() })),
  fee: z.object({ total: z.number().nullable(), lines: z.array(z.string()) }),
  steps: z.array(z.object({
    id: z.string(), title: z.string(), kind: z.string(), turn: z.enum(['runs', 'skipped', 'later']), when: z.string().optional(),
    unit: z.string(), people: z.array(z.string()), promise: z.string(), ends: moment.optional(), asks: z.array(z.string()),
  })),
  promise: z.object({ text: z.string(), ends: moment.optional() }),
  conditions: z.array(z.object({ where: z.string(), expression: z.string(), holds: z.enum(['yes', 'no', 'later']) })),
  output: z.object({ title: z.string(), template: z.string(), validUntil: z.string().optional(), stoodIn: z.array(z.string()), problem: z.string().optional() }),
  noUnit: z.string().optional().describe('Kalimat bila belum ada unit yang melayani isian ini'),
});

export const tryOutOperations = {
  tryOutForm: operation({
    method: 'POST', path: '/kelola/layanan/{id}/{version}/uji-coba/isian', permission: 'layanan.manage',
    summary: 'Uji coba: formulir satu versi layanan, rancangan pun, seperti dilihat warga dengan isian ini; tidak ada yang disimpan',
    input: z.object({ ...which, answers: answers.default({}), page: z.string().max(60).optional(), prefill: z.boolean().optional().describe('Awali dengan isian yang sudah diketahui dari akun') }), output: trialForm,
  }),
  tryOut: operation({
    method: 'POST', path: '/kelola/layanan/{id}/{version}/uji-coba', permission: 'layanan.manage',
    summary: 'Uji coba: biaya, dokumen, langkah, tanggal janji, dan syarat yang berlaku untuk isian ini; tanpa permohonan, nomor, maupun pemberitahuan',
    input: z.object({ ...which, answers, at }), output: trialOutcome,
  }),
  tryOutLetter: operation({
    method: 'POST', path: '/kelola/layanan/{id}/{version}/uji-coba/surat', permission: 'layanan.manage',
    summary: 'Uji coba: surat hasil dengan isian ini, bertanda UJI COBA, tanpa nomor',
    input: z.object({ ...which, answers, at }), output: z.object({ name: z.string(), pdf: z.base64().describe('PDF') }),
  }),
};
