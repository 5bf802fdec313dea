import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../../lists/contract.ts';
import { calendarDay, id, maybe } from './shapes.ts';

// Lists taken over with a preview: the classification, the retention schedule. All lines or none.

export const sheetKind = z.enum(['classification', 'retention']);
export type SheetKind = z.infer<typeof sheetKind>;
const kind = sheetKind;

export const sheetOperations = (permission: string) => ({
  startImport: operation({
    method: 'POST', path: '/arsip/impor/{kind}', permission, status: 201, summary: 'Unggah daftar klasifikasi atau jadwal retensi (XLSX, CSV); belum mengubah apa pun',
    input: sheetUpload.extend({ kind, fromDay: calendarDay.describe('Mulai berlaku'), basis: maybe(300).describe('Dasar hukum bagi baris yang tidak menyebutnya') }), output: z.object({ id }),
  }),
  listImports: operation({ method: 'GET', path: '/arsip/impor/{kind}', permission, summary: 'Daftar yang Anda unggah', input: z.object({ kind }), output: sheetList }),
  mapImport: operation({ method: 'PUT', path: '/arsip/impor/{kind}/{id}/kolom', permission, summary: 'Tentukan kolom mana berisi apa', input: z.object({ kind, id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  previewImport: operation({ method: 'GET', path: '/arsip/impor/{kind}/{id}', permission, summary: 'Apa yang akan terjadi dengan tiap baris', input: sheetAsked.extend({ kind }), output: sheetPreview }),
  takeImport: operation({ method: 'POST', path: '/arsip/impor/{kind}/{id}/ambil', permission, summary: 'Ambil seluruh daftar; ditolak selama masih ada baris yang salah', input: z.object({ kind, id, version: sheetVersion }), output: sheetTaken }),
  downloadRest: operation({ method: 'GET', path: '/arsip/impor/{kind}/{id}/sisa', permission, summary: 'Baris yang ditolak dengan sebabnya, sebagai XLSX', input: z.object({ kind, id }), output: sheetFile }),
});
