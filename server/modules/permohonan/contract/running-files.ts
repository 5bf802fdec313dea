import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type PermissionTable } from '../../../platform/operation.ts';

/** Running files of one layanan are taken over from the list that an office kept before: preview, mapping, the clean rows, the rest with reasons. */

const id = z.uuid('Pengenal tidak benar.');
const layanan = z.string().max(60);
const version = z.coerce.number().int().min(1);
const mapping = z.record(z.string().regex(/^[a-z0-9_.]{1,140}$/), z.coerce.number().int().min(0).max(199)).describe('Isian → nomor kolom, mulai 0');
const file = z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') });

export const runningImportPreview = z.object({
  id, layanan: z.string(), layananName: z.string(), fileName: z.string(), status: z.enum(['open', 'taken']), version: z.number(),
  fields: z.array(z.object({ field: z.string(), label: z.string(), required: z.boolean() })),
  columns: z.array(z.object({ index: z.number(), heading: z.string(), sample: z.array(z.string()) })),
  mapping, missing: z.array(z.string()).describe('Isian wajib yang belum punya kolom'),
  counts: z.object({ rows: z.number(), clean: z.number(), refused: z.number(), unchanged: z.number(), taken: z.number() }),
  rows: z.array(z.object({
    line: z.number().describe('Nomor baris di lembar kerja'), values: z.record(z.string(), z.string()), verdict: z.enum(['new', 'unchanged', 'refused', 'taken']),
    step: z.string().optional(), received: z.string().optional(), due: z.string().optional(), reasons: z.array(z.string()), notes: z.array(z.string()),
    request: id.optional(), number: z.string().optional(),
  })),
  next: z.number().optional().describe('Baris lanjutan untuk halaman berikutnya'),
});
export type RunningImportPreview = z.infer<typeof runningImportPreview>;

export const runningOperations = {
  listRunningImports: operation({
    method: 'GET', path: '/berkas-berjalan', permission: 'permohonan.import', summary: 'Daftar berkas berjalan yang saya unggah dalam tiga puluh hari terakhir',
    input: z.object({}), output: z.object({ items: z.array(z.object({ id, fileName: z.string(), layananName: z.string(), status: z.enum(['open', 'taken']), taken: z.number(), atText: z.string() })) }),
  }),
  runningTemplate: operation({
    method: 'GET', path: '/berkas-berjalan/templat/{layanan}', permission: 'permohonan.import', summary: 'Templat XLSX untuk satu layanan, dengan petunjuk tiap kolom',
    input: z.object({ layanan }), output: file,
  }),
  startRunningImport: operation({
    method: 'POST', path: '/berkas-berjalan', permission: 'permohonan.import', status: 201, summary: 'Unggah XLSX atau CSV berisi berkas berjalan satu layanan; belum ada permohonan yang dibuat',
    input: z.object({ layanan, fileName: z.string().trim().min(1).max(200), content: z.string().min(1).describe('Isi berkas dalam base64') }), output: z.object({ id }),
  }),
  previewRunningImport: operation({
    method: 'GET', path: '/berkas-berjalan/{id}', permission: 'permohonan.import', summary: 'Pratinjau: baris bersih, dan baris yang ditolak beserta sebabnya',
    input: z.object({ id, only: z.enum(['all', 'refused', 'clean']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: runningImportPreview,
  }),
  mapRunningImport: operation({
    method: 'PUT', path: '/berkas-berjalan/{id}/kolom', permission: 'permohonan.import', summary: 'Tetapkan kolom; diingat untuk daftar berikutnya dari layanan ini',
    input: z.object({ id, version, mapping }), output: z.object({ version: z.number() }),
  }),
  takeRunningImport: operation({
    method: 'POST', path: '/berkas-berjalan/{id}/ambil', permission: 'permohonan.import', summary: 'Jadikan baris yang bersih permohonan; nomor register yang sudah ada tidak dibuat dua kali',
    input: z.object({ id, version }), output: z.object({ taken: z.number(), refused: z.number(), unchanged: z.number() }),
  }),
  downloadRefusedRunning: operation({
    method: 'GET', path: '/berkas-berjalan/{id}/sisa', permission: 'permohonan.import', summary: 'Baris yang ditolak sebagai XLSX dengan kolom "Sebab"',
    input: z.object({ id }), output: file,
  }),
};

/** Whoever sets up a unit, and whoever enters requests at its counter. */
export const runningPermissions: PermissionTable = {
  'permohonan.import': { title: 'Mengimpor berkas berjalan unitnya', duties: ['desk', 'verifier', 'unit-administrator', 'administrator'] },
};

export const runningRefusals: RefusalTable = {
  'permohonan.outside-your-unit': { status: 403, sentence: (d) => `Berkas ini milik ${String(d.unit ?? 'unit lain')}. Anda hanya dapat mengimpor berkas unit Anda sendiri dan unit di bawahnya.` },
  'permohonan.step-does-not-apply': { status: 422, sentence: (d) => `Langkah "${String(d.title ?? 'itu')}" tidak berlaku untuk isian ini. Periksa langkah dan isiannya.` },
};
