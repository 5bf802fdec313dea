import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { categoryCode, id } from './shapes.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../../lists/contract.ts';

const CONFIGURE = 'complaints.configure';

export const ROAD_STATUSES = { national: 'Jalan nasional', provincial: 'Jalan provinsi', regency: 'Jalan kabupaten/kota', village: 'Jalan desa' } as const;
export type RoadStatus = keyof typeof ROAD_STATUSES;
export const roadStatusNames = Object.keys(ROAD_STATUSES) as [RoadStatus, ...RoadStatus[]];

/** Roads with their owner (UU 38/2004 on roads lets each level of government keep its own): an imported table, never a constant. */
export const roadOperations = {
  listRoads: operation({
    method: 'GET', path: '/pengaduan/jalan', permission: CONFIGURE, summary: 'Status jalan: nama, status, penyelenggara, dasar hukum', input: z.object({ query: z.string().trim().max(100).default(''), after: z.string().trim().max(250).default('') }),
    output: z.object({ items: z.array(z.object({ id, name: z.string(), status: z.enum(roadStatusNames), statusText: z.string(), owner: z.string(), district: z.string(), legalBasis: z.string(), hasLine: z.boolean(), example: z.boolean() })), next: z.string().optional(), total: z.number(), examples: z.number() }),
  }),
  getRoadSettings: operation({ method: 'GET', path: '/pengaduan/jalan/setelan', permission: CONFIGURE, summary: 'Seberapa dekat laporan dengan ruas, dan kategori yang tentang jalan', input: z.object({}), output: z.object({ metres: z.number(), categories: z.array(z.string()), version: z.number() }) }),
  saveRoadSettings: operation({
    method: 'PUT', path: '/pengaduan/jalan/setelan', permission: CONFIGURE, summary: 'Menyimpan jarak dan kategori jalan',
    input: z.object({ metres: z.coerce.number().int().min(5, 'Paling dekat 5 meter.').max(1000, 'Paling jauh 1.000 meter.'), categories: z.array(categoryCode).max(60), version: z.coerce.number().int().min(0) }), output: z.object({ version: z.number() }),
  }),
  deleteRoad: operation({ method: 'DELETE', path: '/pengaduan/jalan/{id}', permission: CONFIGURE, summary: 'Menghapus satu ruas', input: z.object({ id }), output: z.object({}) }),
  deleteExampleRoads: operation({ method: 'DELETE', path: '/pengaduan/jalan-contoh', permission: CONFIGURE, summary: 'Menghapus semua ruas contoh', input: z.object({}), output: z.object({ deleted: z.number() }) }),
  listRoadImports: operation({ method: 'GET', path: '/pengaduan/jalan/impor', permission: CONFIGURE, summary: 'Daftar status jalan yang saya unggah dalam tiga puluh hari terakhir', input: z.object({}), output: sheetList }),
  startRoadImport: operation({ method: 'POST', path: '/pengaduan/jalan/impor', permission: CONFIGURE, status: 201, summary: 'Unggah daftar status jalan (XLSX atau CSV); belum ada yang diubah', input: sheetUpload, output: z.object({ id }) }),
  previewRoadImport: operation({ method: 'GET', path: '/pengaduan/jalan/impor/{id}', permission: CONFIGURE, summary: 'Pratinjau ruas baru, yang berubah, dan baris yang ditolak beserta sebabnya', input: sheetAsked, output: sheetPreview }),
  mapRoadImport: operation({ method: 'PUT', path: '/pengaduan/jalan/impor/{id}/kolom', permission: CONFIGURE, summary: 'Tetapkan kolom; diingat untuk daftar berikutnya', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  takeRoadImport: operation({ method: 'POST', path: '/pengaduan/jalan/impor/{id}/ambil', permission: CONFIGURE, summary: 'Ambil ruas yang bersih; ruas yang sama tidak dibuat dua kali', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  downloadRoadRest: operation({ method: 'GET', path: '/pengaduan/jalan/impor/{id}/sisa', permission: CONFIGURE, summary: 'Baris yang ditolak sebagai XLSX dengan kolom "Sebab"', input: z.object({ id }), output: sheetFile }),
};
