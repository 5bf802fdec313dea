import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type PermissionTable } from '../../platform/operation.ts';
import type { LayananDefinition } from './definition.ts';
import type { FormDefinition } from '../../engines/forms/form-definition.ts';

export type { CompiledLayanan, LayananPort, LetterSources } from './contract/port.ts';

export const layananId = z.string().regex(/^[a-z][a-z0-9-]{2,59}$/, 'Pengenal layanan tidak benar.');

export const catalogueItem = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Who serves: "DPMPTSP", "Desa atau kelurahan Anda". */
  owner: z.string(),
  promise: z.string().describe('"5 hari kerja"'),
  fee: z.string().describe('"Gratis", atau siapa yang menghitung'),
  lifeEvents: z.array(z.string()),
});
export type CatalogueItem = z.infer<typeof catalogueItem>;

export const lifeEvent = z.object({ id: z.string(), title: z.string(), description: z.string(), count: z.number() });

/** What a service page shows: the 14 components of the service standard and how to begin. */
export const layananDetail = catalogueItem.extend({
  version: z.number(),
  open: z.boolean(),
  applicants: z.array(z.enum(['self', 'for-other', 'business'])),
  requirements: z.array(z.string()),
  documents: z.array(z.object({ label: z.string(), required: z.boolean(), note: z.string() })),
  steps: z.array(z.object({ id: z.string(), title: z.string(), actor: z.string(), promise: z.string() })),
  standard: z.array(z.object({ id: z.string(), title: z.string(), items: z.array(z.string()) })),
  legalBasis: z.array(z.object({ title: z.string(), article: z.string().optional(), checked: z.string().optional() })),
  privacy: z.object({ purpose: z.string(), lawfulBasis: z.string(), retentionYears: z.number() }),
  output: z.object({ title: z.string(), validity: z.string() }),
  deemedApproval: z.string().optional(),
});

const versionRow = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  state: z.enum(['draft', 'published', 'withdrawn']),
  current: z.boolean(),
  publishedAt: z.string().optional(),
  publishedBy: z.string().optional(),
});

export const definitionProblem = z.object({ line: z.number().optional(), path: z.string(), message: z.string(), remedy: z.string() });

const nodeProblem = z.object({ path: z.string().describe('Jalur simpul menurut pengenalnya'), message: z.string() });
const node = z.string().max(300).regex(/^([A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*)?$/, 'Jalur simpul tidak benar.');
const key = z.string().max(120).regex(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/, 'Nama isian tidak benar.');
const definitionEdit = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set'), node, values: z.record(key, z.unknown()).describe('Kunci di bawah simpul, bertitik; null menghapus') }),
  z.object({ do: z.literal('add'), list: node, value: z.record(key, z.unknown()) }),
  z.object({ do: z.literal('remove'), node }),
  z.object({ do: z.literal('move'), node, by: z.union([z.literal(-1), z.literal(1)]) }),
]);

export const operations = {
  listCatalogue: operation({
    method: 'GET', path: '/layanan', permission: 'public', summary: 'Katalog layanan, menurut kata, keperluan hidup, atau perangkat daerah',
    input: z.object({ query: z.string().max(100).optional(), lifeEvent: z.string().max(60).optional(), owner: z.string().max(60).optional() }),
    output: z.object({
      items: z.array(catalogueItem),
      lifeEvents: z.array(lifeEvent),
      owners: z.array(z.object({ id: z.string(), name: z.string(), count: z.number() })),
    }),
  }),
  getLayanan: operation({
    method: 'GET', path: '/layanan/{id}', permission: 'public', summary: 'Satu layanan dengan 14 komponen standar pelayanannya',
    input: z.object({ id: layananId }), output: layananDetail,
  }),
  getForm: operation({
    method: 'GET', path: '/layanan/{id}/formulir', permission: 'public', summary: 'Formulir layanan sebagai data',
    input: z.object({ id: layananId }),
    output: z.object({ id: z.string(), version: z.number(), form: z.custom<FormDefinition>(), run: z.array(z.unknown()) }),
  }),
  listVersions: operation({
    method: 'GET', path: '/kelola/layanan', permission: 'layanan.manage', summary: 'Semua layanan dengan versi-versinya',
    input: z.object({ id: layananId.optional() }), output: z.object({ items: z.array(versionRow) }),
  }),
  getSource: operation({
    method: 'GET', path: '/kelola/layanan/{id}/{version}', permission: 'layanan.manage', summary: 'Naskah definisi satu versi',
    input: z.object({ id: layananId, version: z.coerce.number().int().min(1) }),
    output: versionRow.extend({ source: z.string(), sha256: z.string(), changes: z.array(z.object({ kind: z.enum(['added', 'removed', 'changed']), path: z.string(), label: z.string() })) }),
  }),
  checkDefinition: operation({
    method: 'POST', path: '/kelola/layanan/periksa', permission: 'layanan.manage', summary: 'Memeriksa naskah definisi tanpa menyimpannya',
    input: z.object({ source: z.string().min(1).max(200_000) }),
    output: z.object({ ok: z.boolean(), problems: z.array(definitionProblem), id: z.string().optional(), name: z.string().optional() }),
  }),
  saveDraft: operation({
    method: 'POST', path: '/kelola/layanan', permission: 'layanan.manage', summary: 'Menyimpan naskah definisi sebagai rancangan versi baru',
    input: z.object({ source: z.string().min(1).max(200_000) }),
    output: z.object({ id: z.string(), version: z.number() }), status: 201,
  }),
  getDefinition: operation({
    method: 'GET', path: '/kelola/layanan/{id}/{version}/definisi', permission: 'layanan.manage', summary: 'Satu versi sebagai data, dengan pilihan untuk menyuntingnya simpul demi simpul',
    input: z.object({ id: layananId, version: z.coerce.number().int().min(1) }),
    output: versionRow.extend({
      sha256: z.string(), definition: z.custom<LayananDefinition>(), sound: z.boolean().describe('Masih lolos pemeriksaan hari ini'), problems: z.array(nodeProblem),
      units: z.array(z.object({ code: z.string(), name: z.string() })), letterFields: z.array(z.object({ id: z.string(), label: z.string(), required: z.boolean() })), lifeEvents: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
  }),
  editDefinition: operation({
    method: 'POST', path: '/kelola/layanan/{id}/{version}/ubah', permission: 'layanan.manage', summary: 'Mengubah simpul definisi menurut pengenalnya; rancangan di tempat, yang terbit menjadi rancangan versi baru',
    description: 'Jalur simpul memakai pengenal tetap, misalnya `form.pages.usaha.fields.usaha_nama`; jalur kosong adalah definisinya sendiri. Komentar dan tata letak naskah YAML tidak berubah.',
    input: z.object({ id: layananId, version: z.coerce.number().int().min(1), sha256: z.string().max(64).describe('Sidik versi yang Anda baca; ditolak bila sudah diubah orang lain'), edits: z.array(definitionEdit).min(1).max(100) }),
    output: z.object({ id: z.string(), version: z.number(), sha256: z.string() }),
  }),
  publish: operation({
    method: 'POST', path: '/kelola/layanan/{id}/{version}/terbitkan', permission: 'layanan.manage', summary: 'Menerbitkan satu versi; permohonan baru memakainya, yang berjalan tetap pada versinya',
    input: z.object({ id: layananId, version: z.coerce.number().int().min(1) }), output: z.object({ id: z.string(), version: z.number() }),
  }),
  withdraw: operation({
    method: 'POST', path: '/kelola/layanan/{id}/tarik', permission: 'layanan.manage', summary: 'Menutup layanan bagi permohonan baru',
    input: z.object({ id: layananId, reason: z.string().trim().min(5, 'Tulis alasan penutupan, paling sedikit lima huruf.').max(500) }), output: z.object({ id: z.string() }),
  }),
};

export const permissions: PermissionTable = {
  'layanan.manage': { title: 'Mengelola layanan: menyusun, menerbitkan, menutup', duties: ['administrator'] },
};

export const refusals: RefusalTable = {
  'layanan.unknown': { status: 404, sentence: 'Layanan ini tidak ada di sini. Cari di daftar semua layanan.' },
  'layanan.closed': { status: 409, sentence: 'Layanan ini sedang ditutup untuk permohonan baru. Lihat penjelasannya di halaman layanan.' },
  'layanan.invalid': { status: 422, sentence: (d) => `Definisi belum dapat dipakai: ${Number(d.count ?? 0)} hal perlu diperbaiki. Lihat daftar di bawah naskah.` },
  'layanan.edit-invalid': { status: 422, sentence: (d) => `Perubahan belum disimpan: ${Number(d.count ?? 0)} hal perlu diperbaiki.` },
  'layanan.changed': { status: 409, sentence: 'Versi ini baru saja diubah orang lain. Muat ulang halamannya, lalu ubah lagi.' },
  'layanan.no-such-node': { status: 404, sentence: (d) => `Bagian "${String(d.node ?? '')}" tidak ada dalam definisi ini. Muat ulang halamannya.` },
  'layanan.already-published': { status: 409, sentence: 'Versi ini sudah terbit dan tidak dapat diubah. Simpan perubahan sebagai versi baru.' },
};
