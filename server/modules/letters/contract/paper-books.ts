import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../../lists/contract.ts';
import { calendarDay, id, text } from './shapes.ts';

// Chapters: shapes · operations · refusals

/** Once, at one time. House rule: a block for a village or a device is a handful of weeks. */
export const MOST_LEASED = 500;

const REGISTER = 'letters.register';
const BOOK = 'letters.book';
const year = z.coerce.number().int().min(2000).max(2200);
const number = z.coerce.number('Tulis dengan angka.').int().min(1, 'Paling sedikit 1.').max(1_000_000);

export const opening = z.object({ id, number: z.number(), day: z.string(), dayText: z.string(), note: z.string(), by: z.string(), atText: z.string(), scan: z.object({ name: z.string(), url: z.string() }) });
export type Opening = z.infer<typeof opening>;
export const lease = z.object({
  id, first: z.number(), last: z.number(), holder: z.string(), until: z.string(), untilText: z.string(), state: z.enum(['open', 'overdue', 'closed']), stateText: z.string(), by: z.string(), atText: z.string(),
  used: z.number().describe('Nomor yang sudah ada suratnya'), unused: z.array(z.object({ from: z.number(), to: z.number() })).describe('Sesudah ditutup: tidak terpakai'), closed: z.string().optional(),
});
export type Lease = z.infer<typeof lease>;

export const paperBookOperations = {
  bookState: operation({
    method: 'GET', path: '/surat/agenda/pembukaan', permission: BOOK, summary: 'Buku agenda unit Anda: dibuka pada nomor berapa, nomor kosong, dan blok yang dipinjam', input: z.object({ year: year.optional() }),
    output: z.object({
      unit: z.string(), year: z.number(), thisYear: z.boolean(), today: z.string(), last: z.number(), next: z.number().describe('Nomor surat berikutnya'), openings: z.array(opening), leases: z.array(lease),
      taken: z.number().describe('Surat yang diambil alih dari buku kertas'), missing: z.array(z.object({ from: z.number(), to: z.number() })).describe('Nomor buku kertas yang belum ada suratnya di sini'), mayKeep: z.boolean(),
    }),
  }),
  openBook: operation({
    method: 'POST', path: '/surat/agenda/pembukaan', permission: REGISTER, status: 201, summary: 'Buka buku agenda tahun ini di tempat buku kertas berhenti: nomor berikutnya satu sesudahnya',
    description: 'Ditolak bila buku ini sudah memberi nomor itu atau sesudahnya. Pindaian halaman terakhir disimpan bersama siapa dan kapan.',
    input: z.object({ number: number.describe('Nomor terakhir di buku kertas'), day: calendarDay.describe('Tanggal terima nomor itu'), scan: id.describe('Unggahan pindaian halaman terakhir'), note: z.string().trim().max(500).default('') }), output: z.object({ id, next: z.number() }),
  }),
  leaseNumbers: operation({
    method: 'POST', path: '/surat/agenda/blok', permission: REGISTER, status: 201, idempotent: true, summary: 'Pinjamkan satu blok nomor kepada register luar jaringan: perangkat, desa, atau loket',
    description: 'Tanpa `first`, blok mulai dari nomor berikutnya. Dua blok tidak pernah bertindih, dan buku melompatinya.',
    input: z.object({ count: z.coerce.number('Tulis dengan angka.').int().min(1, 'Paling sedikit 1.').max(MOST_LEASED, `Paling banyak ${MOST_LEASED} nomor sekali pinjam.`), first: number.optional().describe('Nomor pertama, bila harus tertentu'), holder: text(3, 200, 'Tulis siapa yang memakainya.'), until: calendarDay.describe('Dikembalikan paling lambat') }),
    output: lease,
  }),
  closeLease: operation({
    method: 'POST', path: '/surat/agenda/blok/{id}/tutup', permission: REGISTER, summary: 'Tutup blok: nomor yang belum ada suratnya tercatat tidak terpakai, tidak pernah dipakai lagi',
    input: z.object({ id, reason: text(5, 500, 'Tulis alasannya, misalnya "register dikembalikan".') }), output: lease,
  }),

  listBookImports: operation({ method: 'GET', path: '/surat/agenda/impor', permission: REGISTER, summary: 'Buku agenda yang saya unggah dalam tiga puluh hari terakhir', input: z.object({}), output: sheetList }),
  startBookImport: operation({ method: 'POST', path: '/surat/agenda/impor', permission: REGISTER, status: 201, summary: 'Unggah buku agenda tahun ini (XLSX atau CSV); belum ada yang dicatat', input: sheetUpload, output: z.object({ id }) }),
  previewBookImport: operation({ method: 'GET', path: '/surat/agenda/impor/{id}', permission: REGISTER, summary: 'Pratinjau: surat baru, yang sudah ada, dan baris yang ditolak beserta sebabnya', input: sheetAsked, output: sheetPreview }),
  mapBookImport: operation({ method: 'PUT', path: '/surat/agenda/impor/{id}/kolom', permission: REGISTER, summary: 'Tetapkan kolom; diingat untuk daftar berikutnya', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  takeBookImport: operation({ method: 'POST', path: '/surat/agenda/impor/{id}/ambil', permission: REGISTER, summary: 'Catat baris yang bersih dengan nomornya sendiri: semuanya atau tidak satu pun', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  downloadBookRest: operation({ method: 'GET', path: '/surat/agenda/impor/{id}/sisa', permission: REGISTER, summary: 'Baris yang ditolak sebagai XLSX dengan kolom "Sebab"', input: z.object({ id }), output: sheetFile }),
};

export const paperBookRefusals: RefusalTable = {
  'letters.book-past': { status: 409, sentence: (d) => `Buku ini sudah sampai nomor ${String(d['last'] ?? '')}. Pembukaan harus di atas nomor itu.` },
  'letters.opening-day': { status: 422, sentence: 'Tanggal nomor terakhir harus pada tahun buku ini dan tidak sesudah hari ini.' },
  'letters.no-opening': { status: 409, sentence: 'Buka dahulu buku agenda pada nomor terakhir buku kertasnya, baru ambil isinya.' },
  'letters.lease-overlap': { status: 409, sentence: (d) => `Nomor itu sudah terpakai atau sudah dipinjamkan (${String(d['block'] ?? '')}). Pilih nomor sesudahnya, atau kosongkan nomor pertamanya.` },
  'letters.lease-until': { status: 422, sentence: 'Batas pengembalian harus hari ini atau sesudahnya, pada tahun buku ini.' },
  'letters.lease-closed': { status: 409, sentence: 'Blok ini sudah ditutup. Muat ulang daftarnya.' },
  'letters.not-in-lease': { status: 422, sentence: 'Nomor itu tidak ada dalam blok yang dipinjamkan unit Anda. Kosongkan nomornya untuk mendapat nomor berikutnya.' },
  'letters.number-taken': { status: 409, sentence: 'Nomor agenda itu sudah dipakai surat lain. Periksa nomornya.' },
};
