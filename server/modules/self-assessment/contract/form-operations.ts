import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type PermissionTable } from '../../../platform/operation.ts';

/** Of a form as the source names them: draft → proses → selesai. */
export const FORM_STATES = ['draft', 'process', 'done'] as const;
export type FormState = (typeof FORM_STATES)[number];
export const formStateNames: Record<FormState, string> = { draft: 'Draf', process: 'Proses', done: 'Selesai' };

const SEE = 'self-assessment.view';
const FILL = 'self-assessment.form-fill';
const FINISH = 'self-assessment.form-finish';

const id = z.uuid('Pengenal tidak benar.');
const seq = z.coerce.number().int().min(1).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
const pageKey = z.string().regex(/^[0-9a-z][0-9a-z.]{0,9}(-\d{1,2})?$/, 'Halaman formulir tidak benar.');
const reason = z.string().trim().min(5, 'Tulis alasannya, paling sedikit 5 huruf.').max(500);
const instrumentId = z.string().regex(/^[a-z][a-z0-9-]{2,39}$/, 'Pengenal instrumen tidak benar.');

const share = z.object({ count: z.number(), of: z.number(), percent: z.string().describe('Dua angka di belakang titik; kosong tanpa pembagi') });
const head = z.object({
  id, instrument: instrumentId, name: z.string(), version: z.number(), year: z.number(), semester: z.number(), state: z.enum(FORM_STATES), seq: z.number(), simulated: z.boolean(),
  complete: share, changedAt: z.string(),
});
const fault = z.object({ field: z.string(), label: z.string(), page: z.string().nullable(), sentence: z.string() });
const may = z.object({ fill: z.boolean(), send: z.boolean(), return: z.boolean(), finish: z.boolean(), reopen: z.boolean() });

const field = z.object({
  id: z.string(), label: z.string(), group: z.string(), answer: z.enum(['text', 'choice', 'multi', 'rupiah']), options: z.array(z.object({ id: z.string(), label: z.string() })),
  known: z.boolean().describe('Diisi dari data instansi'), values: z.array(z.string()),
});
const changed = z.object({ seq: z.number(), state: z.enum(FORM_STATES) });

export const formOperations = {
  listForms: operation({
    method: 'GET', path: '/penilaian-formulir', permission: SEE, summary: 'Formulir penilaian instansi ini menurut semester',
    input: z.object({}), output: z.object({ items: z.array(head), offered: z.array(z.object({ id: instrumentId, name: z.string(), title: z.string() })), may: z.object({ open: z.boolean() }), thisYear: z.number(), thisSemester: z.number() }),
  }),
  openForm: operation({
    method: 'POST', path: '/penilaian-formulir', permission: FILL, summary: 'Membuka formulir untuk satu semester', status: 201,
    input: z.object({ instrument: instrumentId, year: z.coerce.number({ error: 'Tulis tahunnya, misalnya 2026.' }).int().min(2000, 'Tahun mulai 2000.').max(2199, 'Tahun paling akhir 2199.'), semester: z.coerce.number({ error: 'Pilih semesternya.' }).int().min(1, 'Pilih semesternya.').max(2, 'Pilih semesternya.') }),
    output: z.object({ id }),
  }),
  getForm: operation({
    method: 'GET', path: '/penilaian-formulir/{id}', permission: SEE, summary: 'Laporan satu formulir: kelengkapan, cakupan kanal, kendala, dan yang perlu dibetulkan',
    input: z.object({ id }),
    output: head.extend({
      title: z.string(), level: z.enum(['province', 'regency']), returned: z.string(), finishedAt: z.string().nullable(), finishedBy: z.string().nullable(), changedBy: z.string().nullable(), may,
      newer: z.boolean().describe('Ada versi instrumen yang lebih baru'),
      pages: z.array(z.object({ key: pageKey, title: z.string(), complete: share, faults: z.number() })),
      missing: z.array(z.object({ field: z.string(), label: z.string(), page: pageKey })), faults: z.array(fault),
      coverage: z.object({ collected: z.number(), notCollected: z.number(), classes: z.array(z.object({ id: z.string(), title: z.string(), share })) }),
      obstacles: z.array(z.string()),
      score: z.object({
        kind: z.enum(['scored', 'no-settings', 'incomplete', 'faulty', 'nothing-counts']), index: z.string().nullable(), exact: z.string().nullable(), stage: z.string().nullable(),
        variables: z.array(z.object({ id: z.string(), title: z.string(), weight: z.string(), index: z.string().nullable() })), legalBasis: z.string().nullable(), verified: z.boolean(),
      }),
      beside: z.object({ name: z.string(), index: z.string(), predicate: z.string(), source: z.string() }).nullable().describe('Indeks SPBE terakhir, masukan aspek output lomba TP2DD'),
    }),
  }),
  getFormPage: operation({
    method: 'GET', path: '/penilaian-formulir/{id}/halaman/{page}', permission: SEE, summary: 'Satu halaman formulir dengan jawabannya',
    input: z.object({ id, page: pageKey }),
    output: z.object({ id, name: z.string(), year: z.number(), semester: z.number(), state: z.enum(FORM_STATES), seq: z.number(), may, key: pageKey, title: z.string(), at: z.number(), of: z.number(), before: pageKey.nullable(), after: pageKey.nullable(), fields: z.array(field), faults: z.array(fault) }),
  }),
  saveFormPage: operation({
    method: 'PUT', path: '/penilaian-formulir/{id}/halaman/{page}', permission: FILL, summary: 'Menyimpan satu halaman; isian yang tidak dikirim menjadi kosong',
    input: z.object({ id, page: pageKey, seq, answers: z.record(z.string().max(80), z.union([z.string().max(1000), z.array(z.string().max(300)).max(40)])) }), output: changed,
  }),
  sendForm: operation({ method: 'POST', path: '/penilaian-formulir/{id}/proses', permission: FILL, summary: 'Menyerahkan formulir untuk diperiksa (draf → proses)', input: z.object({ id, seq }), output: changed }),
  returnForm: operation({ method: 'POST', path: '/penilaian-formulir/{id}/kembalikan', permission: FINISH, summary: 'Mengembalikan formulir ke draf dengan alasan', input: z.object({ id, seq, reason }), output: changed }),
  finishForm: operation({
    method: 'POST', path: '/penilaian-formulir/{id}/selesai', permission: FINISH, summary: 'Menyelesaikan formulir (proses → selesai); isinya tidak berubah lagi',
    input: z.object({ id, seq, acceptMissing: z.boolean().default(false).describe('Selesai meski ada isian kosong') }), output: changed,
  }),
  reopenForm: operation({ method: 'POST', path: '/penilaian-formulir/{id}/buka-lagi', permission: FINISH, summary: 'Membuka lagi formulir yang selesai, dengan alasan', input: z.object({ id, seq, reason }), output: changed }),
  renewForm: operation({ method: 'POST', path: '/penilaian-formulir/{id}/versi', permission: FILL, summary: 'Memakai versi instrumen yang berlaku sekarang; jawaban tetap', input: z.object({ id, seq }), output: changed }),
  exportForm: operation({
    method: 'GET', path: '/penilaian-formulir/{id}/ekspor', permission: SEE, summary: 'Formulir dengan jawabannya sebagai XLSX atau CSV',
    input: z.object({ id, format: z.enum(['xlsx', 'csv']).default('xlsx') }), output: z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') }),
  }),
};

export const formPermissions: PermissionTable = {
  [FILL]: { title: 'Mengisi formulir penilaian (IETPD)', duties: ['assessment-responsible', 'assessment-member'] },
  [FINISH]: { title: 'Memeriksa dan menyelesaikan formulir penilaian (IETPD)', duties: ['assessment-responsible'] },
};

export const formRefusals: RefusalTable = {
  'self-assessment.form-unknown': { status: 404, sentence: 'Formulir ini tidak ada di sini. Buka dari daftar formulir.' },
  'self-assessment.form-page': { status: 404, sentence: 'Halaman formulir ini tidak ada. Buka dari laporannya.' },
  'self-assessment.form-exists': { status: 409, sentence: (d) => `Formulir semester ${Number(d.semester ?? 1)} tahun ${Number(d.year ?? 2000)} sudah ada. Buka dari daftar.` },
  'self-assessment.not-a-form': { status: 422, sentence: 'Instrumen ini bukan formulir isian. Pilih dari daftarnya.' },
  'self-assessment.form-moved': { status: 409, sentence: 'Formulir ini baru saja diubah orang lain. Muat ulang halaman, lalu isi lagi.' },
  'self-assessment.form-shut': { status: 409, sentence: (d) => (d.state === 'done' ? 'Formulir ini sudah selesai. Penanggung Jawab dapat membukanya lagi dengan alasan.' : 'Formulir ini sedang diperiksa Penanggung Jawab. Minta dikembalikan bila perlu diubah.') },
  'self-assessment.form-step': { status: 409, sentence: 'Langkah ini tidak sesuai dengan keadaan formulir. Muat ulang halamannya.' },
  'self-assessment.form-faulty': { status: 422, sentence: (d) => `Ada ${Number(d.count ?? 0)} isian yang tidak cocok: ${String(d.first ?? '')}` },
  'self-assessment.form-missing': { status: 422, sentence: (d) => `Masih ada ${Number(d.count ?? 0)} isian kosong. Lengkapi, atau nyatakan bahwa isian itu memang kosong.` },
  'self-assessment.form-lost': { status: 422, sentence: (d) => `Versi baru tidak memuat jawaban untuk: ${String(d.fields ?? '')}. Kosongkan dahulu isian itu.` },
};
