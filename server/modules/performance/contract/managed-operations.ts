import * as z from 'zod';
import { settingsFormat } from '../../../engines/performance/rules-format.ts';
import { operation } from '../../../platform/operation.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../../lists/contract.ts';
import { CONFIGURE, OVERSEE } from './permissions.ts';
import { day, distributionView, id, line, organisationPredicate, period, predicate, version, year } from './shapes.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Tulis bulan seperti 2026-03.');
const kind = z.enum(['skp', 'predikat']);
export type SheetKind = z.infer<typeof kind>;
const setting = z.object({ id, validFrom: z.string(), legalBasis: z.string(), rules: settingsFormat, madeBy: z.string(), madeAt: z.string() });
const organisation = z.object({
  unit: id, name: z.string(), code: z.string(), predicate: organisationPredicate.nullable(), basis: z.string(), decidedBy: z.string(), version: z.number(), justification: z.string(), justifiedBy: z.string(), distribution: distributionView, staff: z.number().describe('Pegawai yang memakai SKP, tanpa kepala unit'), mayJustify: z.boolean(),
});

export const managedOperations = {
  getPerformanceSettings: operation({
    method: 'GET', path: '/kinerja-pegawai/aturan', permission: CONFIGURE, summary: 'Aturan kinerja: yang berlaku, yang akan datang, dan pola dari edaran', input: z.object({}),
    output: z.object({ today: z.string(), current: setting.omit({ id: true }).extend({ id: id.nullable() }), all: z.array(setting), patterns: z.array(z.object({ predicate: organisationPredicate, title: z.string(), clauses: z.array(z.string()), headRating: z.string() })), credit: z.array(z.object({ level: z.string(), coefficient: z.string() })), basis: z.record(z.string(), z.object({ title: z.string(), verified: z.boolean() })) }),
  }),
  savePerformanceSettings: operation({ method: 'POST', path: '/kinerja-pegawai/aturan', permission: CONFIGURE, summary: 'Tetapkan aturan mulai suatu hari', input: z.object({ validFrom: day, legalBasis: line(5, 300, 'Tulis dasar hukumnya.'), rules: settingsFormat }), output: z.object({ id }) }),
  listOrganisations: operation({
    method: 'GET', path: '/kinerja-pegawai/organisasi', permission: OVERSEE, summary: 'Predikat tiap unit dan sebaran predikat pegawainya dibanding pola', input: z.object({ year: year.optional(), period: period.optional() }),
    output: z.object({ year: z.number(), period, periodText: z.string(), items: z.array(organisation), maySet: z.boolean() }),
  }),
  getOrganisation: operation({
    method: 'GET', path: '/kinerja-pegawai/organisasi/{unit}', permission: OVERSEE, summary: 'Sebaran satu unit dengan pegawainya', input: z.object({ unit: id, year, period }),
    output: organisation.extend({ year: z.number(), period, periodText: z.string(), people: z.array(z.object({ plan: id, name: z.string(), title: z.string(), isHead: z.boolean(), state: z.string(), predicate: predicate.nullable() })), maySet: z.boolean() }),
  }),
  setOrganisation: operation({
    method: 'PUT', path: '/kinerja-pegawai/organisasi/{unit}', permission: CONFIGURE, summary: 'Catat predikat kinerja organisasi satu unit', input: z.object({ unit: id, year, period, predicate: organisationPredicate, basis: line(5, 300, 'Tulis dasar penetapannya.'), version: z.coerce.number().int().min(0).default(0) }), output: z.object({ version: z.number() }),
  }),
  justifyDistribution: operation({
    method: 'POST', path: '/kinerja-pegawai/organisasi/{unit}/penjelasan', permission: OVERSEE, summary: 'Kepala unit menjelaskan sebaran yang tidak mengikuti pola', input: z.object({ unit: id, year, period, version, words: line(10, 1000, 'Tulis penjelasannya, paling sedikit sepuluh huruf.') }), output: z.object({ version: z.number() }),
  }),
  listRecap: operation({
    method: 'GET', path: '/kinerja-pegawai/rekap', permission: OVERSEE, summary: 'Rekap laporan harian dan produktivitas satu unit satu bulan', input: z.object({ unit: id.optional(), month: month.optional() }),
    output: z.object({ month: z.string(), unit: id, unitName: z.string(), units: z.array(z.object({ id, name: z.string() })), items: z.array(z.object({ person: id, name: z.string(), title: z.string(), minutes: z.number(), due: z.number(), days: z.number(), waiting: z.number(), percent: z.number(), predicate: predicate.nullable(), steps: z.array(z.string()) })) }),
  }),
  exportRecap: operation({ method: 'GET', path: '/kinerja-pegawai/rekap/xlsx', permission: OVERSEE, summary: 'Rekap satu unit satu bulan sebagai XLSX', input: z.object({ unit: id.optional(), month: month.optional() }), output: sheetFile }),
  blankPerformanceSheet: operation({ method: 'GET', path: '/kinerja-pegawai/lembar-isian/{kind}', permission: CONFIGURE, summary: 'Lembar isian kosong untuk impor, dengan pegawai yang terdaftar dan petunjuknya', input: z.object({ kind }), output: sheetFile }),
  startPerformanceImport: operation({ method: 'POST', path: '/kinerja-pegawai/impor/{kind}', permission: CONFIGURE, status: 201, summary: 'Unggah SKP atau predikat dari e-Kinerja BKN (XLSX, CSV); belum mengubah apa pun', input: sheetUpload.extend({ kind, year, period }), output: z.object({ id }) }),
  listPerformanceImports: operation({ method: 'GET', path: '/kinerja-pegawai/impor/{kind}', permission: CONFIGURE, summary: 'Daftar yang Anda unggah', input: z.object({ kind }), output: sheetList }),
  mapPerformanceImport: operation({ method: 'PUT', path: '/kinerja-pegawai/impor/{kind}/{id}/kolom', permission: CONFIGURE, summary: 'Tentukan kolom mana berisi apa', input: z.object({ kind, id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  previewPerformanceImport: operation({ method: 'GET', path: '/kinerja-pegawai/impor/{kind}/{id}', permission: CONFIGURE, summary: 'Apa yang akan terjadi dengan tiap baris', input: sheetAsked.extend({ kind }), output: sheetPreview }),
  takePerformanceImport: operation({ method: 'POST', path: '/kinerja-pegawai/impor/{kind}/{id}/ambil', permission: CONFIGURE, summary: 'Ambil baris yang bersih; yang lain dilaporkan', input: z.object({ kind, id, version: sheetVersion }), output: sheetTaken }),
  downloadPerformanceRest: operation({ method: 'GET', path: '/kinerja-pegawai/impor/{kind}/{id}/sisa', permission: CONFIGURE, summary: 'Baris yang tidak cocok dengan sebabnya, sebagai XLSX', input: z.object({ kind, id }), output: sheetFile }),
};
