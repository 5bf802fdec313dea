import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { cycle, id, instrumentId, instrumentNode, year } from './shapes.ts';

const CONFIGURE = 'assessments.configure';

const about = z.object({
  id: instrumentId, name: z.string(), title: z.string(), owner: z.string(), validFrom: z.string().nullable(), validTo: z.string().nullable(),
  method: z.enum(['weighted-mean', 'completeness']), indicators: z.number(),
  toFill: z.number().describe('Tingkat dan setelan yang masih harus diisi dari sumbernya'), verified: z.boolean(),
  versions: z.array(z.object({ version: z.number(), sha256: z.string(), storedAt: z.string(), origin: z.enum(['catalogue', 'own']).describe('own: dibuat administrator di sini') })).describe('Versi yang sudah dipakai di sini'),
});

const importHead = z.object({
  id, kind: z.enum(['published', 'levels']), fileName: z.string(), instrument: instrumentId, instrumentName: z.string(), year: z.number(), source: z.string(), taken: z.boolean(), madeAt: z.string(),
});

export const instrumentOperations = {
  listInstruments: operation({
    method: 'GET', path: '/kelola/instrumen', permission: CONFIGURE, summary: 'Instrumen penilaian dalam katalog dan versi yang dipakai di sini',
    input: z.object({}), output: z.object({ items: z.array(about) }),
  }),
  getInstrument: operation({
    method: 'GET', path: '/kelola/instrumen/{id}', permission: CONFIGURE, summary: 'Satu instrumen: bobot, tingkat, kriteria, bukti, predikat, dan hasil pemeriksaannya',
    input: z.object({ id: instrumentId }),
    output: about.extend({
      drafted: z.string().nullable().describe('Rancangan versi berikutnya, terakhir diubah'), catalogueMoved: z.boolean().describe('Katalog berubah sejak versi sendiri dibuat'), fillable: z.boolean(),
      note: z.string().nullable(), legalBasis: z.array(z.object({ title: z.string(), article: z.string().nullable(), verified: z.boolean() })),
      facts: z.array(z.object({ label: z.string(), value: z.string(), verified: z.boolean().nullable() })),
      bands: z.array(z.object({ label: z.string(), name: z.string().nullable(), range: z.string() })),
      checked: z.array(z.object({ label: z.string(), value: z.string() })), faults: z.array(z.object({ place: z.string(), sentence: z.string() })),
      nodes: z.array(instrumentNode),
      sections: z.array(z.object({ number: z.string(), title: z.string(), fields: z.array(z.object({ id: z.string(), label: z.string(), group: z.string(), answer: z.string(), options: z.array(z.string()) })) })),
    }),
  }),
  listImports: operation({
    method: 'GET', path: '/kelola/indeks', permission: CONFIGURE, summary: 'Hasil yang tayang dan daftar yang pernah diunggah',
    input: z.object({}), output: z.object({ cycles: z.array(cycle), imports: z.array(importHead), instruments: z.array(z.object({ id: instrumentId, name: z.string() })) }),
  }),
  startImport: operation({
    method: 'POST', path: '/kelola/indeks/impor', permission: CONFIGURE, summary: 'Membaca daftar hasil terbit atau tingkat (XLSX, CSV); belum ada yang tayang', status: 201,
    input: z.object({
      kind: z.enum(['published', 'levels'], 'Pilih isi berkasnya.'), instrument: instrumentId, year,
      source: z.string().trim().min(10, 'Tulis sumbernya: penerbit, judul laporan, tabel.').max(300),
      fileName: z.string().min(1).max(200), content: z.string().min(1, 'Pilih berkas XLSX atau CSV.').max(14_000_000, 'Berkas lebih dari 10 MB.').describe('base64'),
    }),
    output: z.object({ id }),
  }),
  previewImport: operation({
    method: 'GET', path: '/kelola/indeks/impor/{id}', permission: CONFIGURE, summary: 'Tiap baris dengan putusannya sebelum dimuat',
    input: z.object({ id, only: z.enum(['all', 'refused', 'clean']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: importHead.extend({
      missing: z.array(z.string()).describe('Kolom wajib yang tidak ditemukan'),
      counts: z.object({ rows: z.number(), clean: z.number(), refused: z.number(), noted: z.number() }),
      rows: z.array(z.object({ line: z.number(), name: z.string(), region: z.string().nullable(), index: z.string(), predicate: z.string(), verdict: z.enum(['new', 'refused']), reasons: z.array(z.string()), notes: z.array(z.string()) })),
      next: z.number().nullable(),
    }),
  }),
  takeImport: operation({
    method: 'POST', path: '/kelola/indeks/impor/{id}/muat', permission: CONFIGURE, summary: 'Memuat daftar yang bersih dan menayangkannya; daftar tahun yang sama digantikan',
    input: z.object({ id }), output: z.object({ cycle: id, taken: z.number() }),
  }),
};
