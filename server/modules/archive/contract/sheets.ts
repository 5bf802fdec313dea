import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { calendarDay, file, id, maybe, version } from './shapes.ts';

// Lists taken over with a preview: the classification, the retention schedule. All lines or none.

export const sheetKind = z.enum(['classification', 'retention']);
export type SheetKind = z.infer<typeof sheetKind>;
const preview = z.object({
  id, kind: sheetKind, fileName: z.string(), status: z.enum(['open', 'taken']), version: z.number(), fromDay: z.string(), mapping: z.record(z.string(), z.number()), missing: z.array(z.string()),
  fields: z.array(z.object({ field: z.string(), label: z.string(), required: z.boolean() })), columns: z.array(z.object({ index: z.number(), heading: z.string(), sample: z.array(z.string()) })),
  counts: z.object({ rows: z.number(), added: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() }),
  rows: z.array(z.object({ line: z.number(), code: z.string(), title: z.string(), verdict: z.enum(['new', 'changed', 'unchanged', 'refused']), reasons: z.array(z.string()), notes: z.array(z.string()) })), next: z.number().optional(),
});
export type ArchiveSheet = z.infer<typeof preview>;

export const sheetOperations = (permission: string) => ({
  startImport: operation({
    method: 'POST', path: '/arsip/impor', permission, status: 201, summary: 'Unggah daftar klasifikasi atau jadwal retensi (XLSX, CSV); belum mengubah apa pun',
    input: z.object({ kind: sheetKind, fileName: z.string().trim().min(1).max(200), content: z.base64('Isi berkas tidak terbaca.').max(14_000_000, 'Berkas lebih dari 10 MB.'), fromDay: calendarDay.describe('Mulai berlaku'), basis: maybe(300).describe('Dasar hukum bagi baris yang tidak menyebutnya') }), output: z.object({ id }),
  }),
  listImports: operation({ method: 'GET', path: '/arsip/impor', permission, summary: 'Daftar yang Anda unggah', input: z.object({ kind: sheetKind }), output: z.object({ items: z.array(z.object({ id, fileName: z.string(), status: z.enum(['open', 'taken']), added: z.number(), atText: z.string() })) }) }),
  mapImport: operation({ method: 'PUT', path: '/arsip/impor/{id}/kolom', permission, summary: 'Tentukan kolom mana berisi apa', input: z.object({ id, version, mapping: z.record(z.string().max(40), z.coerce.number().int().min(0).max(99)) }), output: z.object({ version: z.number() }) }),
  previewImport: operation({ method: 'GET', path: '/arsip/impor/{id}', permission, summary: 'Apa yang akan terjadi dengan tiap baris', input: z.object({ id, only: z.enum(['all', 'refused', 'clean']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) }), output: preview }),
  takeImport: operation({ method: 'POST', path: '/arsip/impor/{id}/ambil', permission, summary: 'Ambil seluruh daftar; ditolak selama masih ada baris yang salah', input: z.object({ id, version }), output: z.object({ added: z.number(), changed: z.number(), unchanged: z.number() }) }),
  downloadRest: operation({ method: 'GET', path: '/arsip/impor/{id}/sisa', permission, summary: 'Baris yang ditolak dengan sebabnya, sebagai XLSX', input: z.object({ id }), output: file }),
});
