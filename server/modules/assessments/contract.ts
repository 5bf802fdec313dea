import { scoringRefusals } from '../../engines/scoring/refusals.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Operations, PermissionTable } from '../../platform/operation.ts';
import { draftOperations } from './contract/draft-operations.ts';
import { instrumentOperations } from './contract/instrument-operations.ts';
import { publicOperations } from './contract/public-operations.ts';

export const operations = { ...publicOperations, ...instrumentOperations, ...draftOperations } satisfies Operations;

export const permissions: PermissionTable = {
  'assessments.configure': { title: 'Mengisi instrumen penilaian dan memuat hasil terbit', duties: ['administrator'] },
};

export const refusals: RefusalTable = {
  ...scoringRefusals,
  'assessments.unknown': { status: 404, sentence: 'Penilaian ini tidak ada di sini. Cari di daftar indeks.' },
  'assessments.unknown-instrument': { status: 404, sentence: 'Instrumen ini tidak ada. Pilih dari daftar instrumen.' },
  'assessments.unknown-indicator': { status: 404, sentence: 'Indikator ini tidak ada. Pilih dari daftar indikator.' },
  'assessments.nothing-to-fill': { status: 422, sentence: 'Instrumen ini tidak punya isian seperti itu. Kembali ke halaman instrumennya.' },
  'assessments.no-draft': { status: 404, sentence: 'Belum ada rancangan. Isi dahulu satu indikator atau setelan.' },
  'assessments.draft-moved': { status: 409, sentence: 'Rancangan ini baru saja diubah orang lain. Muat ulang halamannya, lalu isi lagi.' },
  'assessments.draft-same': { status: 422, sentence: (d) => `Rancangan ini sama dengan versi ${Number(d.version ?? 0)}. Ubah dahulu, atau buang rancangannya.` },
  'assessments.no-index': { status: 422, sentence: 'Instrumen ini tidak punya bobot yang terbit, jadi belum ada indeks yang dapat dimuat.' },
  'assessments.not-clean': { status: 422, sentence: (d) => `Belum ada yang dimuat: ${Number(d.count ?? 0)} baris perlu diperbaiki. Perbaiki berkasnya, lalu unggah lagi.` },
  'assessments.taken': { status: 409, sentence: 'Daftar ini sudah dimuat. Unggah berkas baru untuk membetulkannya.' },
  'assessments.unknown-institution': { status: 422, sentence: (d) => `Wilayah "${String(d.name ?? '')}" tidak ada dalam daftar provinsi, kabupaten, dan kota. Periksa kode wilayahnya.` },
  'assessments.set-closed': { status: 409, sentence: 'Hasil ini sudah ditayangkan dan tidak berubah lagi. Pembetulan dibuat sebagai hasil baru.' },
  'assessments.empty-set': { status: 422, sentence: 'Belum ada instansi yang semua indikatornya bernilai, jadi belum ada hasil untuk ditayangkan.' },
  'assessments.too-many': { status: 422, sentence: 'Paling banyak lima instansi dapat dibandingkan. Hapus salah satu.' },
};

export { KINDS, kindNames, type InstitutionKindName } from './contract/words.ts';
export type { Cycle, NationalRow, InstrumentNode } from './contract/shapes.ts';
export type { ComparedResult, ResultsPort, WorkingLevel, WorkingResult } from './contract/results-port.ts';
export type { InstrumentsPort, KeptVersion } from './contract/port.ts';
export { bareName, createInstitutionMatcher, type RegionMatch } from './contract/names-match-regions.ts';
export type { InForcePort, LatestResult } from './contract/in-force-port.ts';
