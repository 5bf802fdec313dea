import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../../lists/contract.ts';
import { id } from './shapes.ts';

// Chapters: shapes · operations · refusals

/** Once, at one time. House rule: a village's letters of some weeks. */
export const MOST_LENT = 200;

const NUMBERS = 'issuance.numbers';
const day = z.string('Tulis tanggal yang ada di kalender.').refine(isCalendarDay, 'Tulis tanggal yang ada di kalender.');
const series = { unit: id, series: z.string().min(1).max(60), year: z.coerce.number().int().min(1945).max(9999) };

export const seriesOpening = z.object({ id, number: z.number(), day: z.string(), note: z.string(), by: z.string(), at: z.string(), scan: z.object({ name: z.string(), url: z.string() }) });
export const lentBlock = z.object({ block: id, holder: z.string(), first: z.number(), last: z.number(), until: z.string(), by: z.string(), at: z.string(), used: z.number(), held: z.number(), unused: z.number() });
export type LentBlock = z.infer<typeof lentBlock>;

export const paperSeriesOperations = {
  openSeries: operation({
    method: 'POST', path: '/kelola/seri', permission: NUMBERS, status: 201, summary: 'Buka seri tahun ini di tempat register kertas berhenti: nomor berikutnya satu sesudahnya',
    description: 'Ditolak bila seri ini sudah memberi nomor itu atau sesudahnya. Pindaian halaman terakhir disimpan bersama siapa dan kapan.',
    input: z.object({
      unit: id, series: z.string().trim().regex(/^[a-z0-9][a-z0-9_.-]{0,59}$/, 'Huruf kecil, angka, dan garis bawah, misalnya surat_keluar.'), number: z.coerce.number('Tulis dengan angka.').int().min(1, 'Paling sedikit 1.').max(1_000_000).describe('Nomor terakhir di register kertas'),
      day: day.describe('Tanggal surat nomor itu'), scan: id.describe('Unggahan pindaian halaman terakhir'), note: z.string().trim().max(500).default(''),
      pattern: z.string().trim().max(120).default('{kode}/{urut}/{unit}/{romawi}/{yyyy}').describe('Hanya untuk seri yang belum ada'), classification: z.string().trim().max(40).default('000').describe('Kode klasifikasi yang biasa, hanya untuk seri yang belum ada'),
    }),
    output: z.object({ ...series, next: z.number() }),
  }),
  lendNumbers: operation({
    method: 'POST', path: '/kelola/seri/{unit}/{series}/{year}/blok', permission: NUMBERS, status: 201, summary: 'Pinjamkan satu blok nomor kepada register luar jaringan; naskah berikutnya mendapat nomor sesudahnya', idempotent: true,
    input: z.object({ ...series, count: z.coerce.number('Tulis jumlah dengan angka.').int().min(1, 'Paling sedikit satu.').max(MOST_LENT, `Paling banyak ${MOST_LENT} sekali pinjam.`), holder: z.string().trim().min(3, 'Tulis siapa yang memakainya.').max(200), until: day }), output: lentBlock,
  }),
  closeBlock: operation({
    method: 'POST', path: '/kelola/nomor-cadangan/blok/{block}/tutup', permission: NUMBERS, summary: 'Tutup blok: nomor yang belum dipakai tercatat tidak terpakai', input: z.object({ block: id, reason: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(500) }), output: z.object({ first: z.number(), last: z.number(), unused: z.number() }),
  }),

  listSeriesImports: operation({ method: 'GET', path: '/kelola/register-kertas', permission: NUMBERS, summary: 'Register nomor kertas yang saya unggah dalam tiga puluh hari terakhir', input: z.object({}), output: sheetList }),
  startSeriesImport: operation({ method: 'POST', path: '/kelola/seri/{unit}/{series}/{year}/register-kertas', permission: NUMBERS, status: 201, summary: 'Unggah register kertas satu seri (XLSX atau CSV); belum ada yang dicatat', input: sheetUpload.extend(series), output: z.object({ id }) }),
  previewSeriesImport: operation({ method: 'GET', path: '/kelola/register-kertas/{id}', permission: NUMBERS, summary: 'Pratinjau: nomor yang akan dicatat terpakai, yang sudah ada, dan baris yang ditolak beserta sebabnya', input: sheetAsked, output: sheetPreview }),
  mapSeriesImport: operation({ method: 'PUT', path: '/kelola/register-kertas/{id}/kolom', permission: NUMBERS, summary: 'Tetapkan kolom; diingat untuk daftar berikutnya', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  takeSeriesImport: operation({ method: 'POST', path: '/kelola/register-kertas/{id}/ambil', permission: NUMBERS, summary: 'Catat nomor yang bersih sebagai terpakai: semuanya atau tidak satu pun', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  downloadSeriesRest: operation({ method: 'GET', path: '/kelola/register-kertas/{id}/sisa', permission: NUMBERS, summary: 'Baris yang ditolak sebagai XLSX dengan kolom "Sebab"', input: z.object({ id }), output: sheetFile }),
};

export const paperSeriesRefusals: RefusalTable = {
  'issuance.series-past': { status: 409, sentence: (d) => `Seri ini sudah sampai nomor ${String(d['last'] ?? '')}. Pembukaan harus di atas nomor itu.` },
  'issuance.opening-day': { status: 422, sentence: 'Tanggal nomor terakhir harus pada tahun ini dan tidak sesudah hari ini.' },
  'issuance.opening-unit': { status: 422, sentence: 'Unit itu tidak ada atau sudah ditutup. Pilih unit dari daftar.' },
  'issuance.opening-pattern': { status: 422, sentence: 'Pola nomor tidak terbaca. Pakai {urut} dan boleh {kode} {unit} {mm} {romawi} {yyyy}.' },
  'issuance.no-opening': { status: 409, sentence: 'Buka dahulu seri ini di nomor terakhir register kertasnya, baru ambil isinya.' },
  'issuance.unknown-block': { status: 404, sentence: 'Blok nomor ini tidak ada. Muat ulang daftar serinya.' },
};
