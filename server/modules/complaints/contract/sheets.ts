import * as z from 'zod';
import { id } from './shapes.ts';

/** Lists that are taken over with a preview: reports downloaded from LAPOR!, roads with their owner. One shape for both. */

export const sheetVersion = z.coerce.number().int().min(1);
export const sheetMapping = z.record(z.string().regex(/^[a-z0-9_.]{1,60}$/), z.coerce.number().int().min(0).max(199)).describe('Isian → nomor kolom, mulai 0');
export const sheetUpload = z.object({ fileName: z.string().trim().min(1).max(200), content: z.string().min(1).describe('Isi berkas dalam base64') });
export const sheetFile = z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') });
export const sheetAsked = z.object({ id, only: z.enum(['all', 'refused', 'clean']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) });
export const sheetTaken = z.object({ added: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() });

export const sheetPreview = z.object({
  id, fileName: z.string(), status: z.enum(['open', 'taken']), version: z.number(),
  fields: z.array(z.object({ field: z.string(), label: z.string(), required: z.boolean() })),
  columns: z.array(z.object({ index: z.number(), heading: z.string(), sample: z.array(z.string()) })),
  mapping: sheetMapping, missing: z.array(z.string()).describe('Isian wajib yang belum punya kolom'),
  counts: z.object({ rows: z.number(), added: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() }).describe('Sebelum diambil: yang akan terjadi; sesudahnya: yang terjadi'),
  rows: z.array(z.object({
    line: z.number().describe('Nomor baris di lembar kerja'), verdict: z.enum(['new', 'changed', 'unchanged', 'refused', 'taken']), key: z.string().describe('Nomor atau nama barisnya'), title: z.string(), facts: z.array(z.string()).describe('Keterangan pendek'),
    reasons: z.array(z.string()), notes: z.array(z.string()), report: id.optional(), number: z.string().optional(),
  })),
  next: z.number().optional().describe('Baris lanjutan untuk halaman berikutnya'),
});
export type SheetPreview = z.infer<typeof sheetPreview>;

export const sheetList = z.object({ items: z.array(z.object({ id, fileName: z.string(), status: z.enum(['open', 'taken']), added: z.number(), atText: z.string() })) });
