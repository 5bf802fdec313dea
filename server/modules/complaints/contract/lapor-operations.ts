import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { cursor, id, limit, seq, state } from './shapes.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../../lists/contract.ts';

// Chapters: the list downloaded from LAPOR! · what must be answered there · the machine that does both

const COORDINATE = 'complaints.coordinate';
const CONFIGURE = 'complaints.configure';

/** A report that came from a national system, with what its reporter has been told here and not yet there. */
export const unposted = z.object({
  report: id, number: z.string(), externalNumber: z.string(), title: z.string(), state, stateText: z.string(), statusThere: z.string().describe('Status di sana saat terakhir dibaca'),
  seq, answers: z.array(z.object({ seq: z.number(), title: z.string(), text: z.string(), atText: z.string() })).describe('Yang lama lebih dahulu'),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), url: z.string() })), problem: z.string().optional().describe('Mengapa mesin belum dapat mengirimnya'),
});
export type Unposted = z.infer<typeof unposted>;

export const laporOperations = {
  listLaporImports: operation({ method: 'GET', path: '/pengaduan/lapor/impor', permission: COORDINATE, summary: 'Daftar laporan LAPOR! yang saya unggah dalam tiga puluh hari terakhir', input: z.object({}), output: sheetList }),
  startLaporImport: operation({ method: 'POST', path: '/pengaduan/lapor/impor', permission: COORDINATE, status: 201, summary: 'Unggah daftar laporan yang diunduh dari LAPOR! (XLSX atau CSV); belum ada laporan yang dibuat', input: sheetUpload, output: z.object({ id }) }),
  previewLaporImport: operation({ method: 'GET', path: '/pengaduan/lapor/impor/{id}', permission: COORDINATE, summary: 'Pratinjau: laporan baru, yang sudah ada, yang statusnya berubah, dan baris yang ditolak beserta sebabnya', input: sheetAsked, output: sheetPreview }),
  mapLaporImport: operation({ method: 'PUT', path: '/pengaduan/lapor/impor/{id}/kolom', permission: COORDINATE, summary: 'Tetapkan kolom; diingat untuk daftar berikutnya', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  takeLaporImport: operation({ method: 'POST', path: '/pengaduan/lapor/impor/{id}/ambil', permission: COORDINATE, summary: 'Ambil baris yang bersih; nomor pelacakan yang sudah ada tidak dibuat dua kali', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  downloadLaporRest: operation({ method: 'GET', path: '/pengaduan/lapor/impor/{id}/sisa', permission: COORDINATE, summary: 'Baris yang ditolak sebagai XLSX dengan kolom "Sebab"', input: z.object({ id }), output: sheetFile }),

  laporCounts: operation({ method: 'GET', path: '/pengaduan/lapor/jumlah', permission: COORDINATE, summary: 'Berapa laporan perlu dijawab di LAPOR!', input: z.object({}), output: z.object({ unposted: z.number(), byMachine: z.boolean().describe('Mesin yang mengirimnya') }) }),
  listUnposted: operation({ method: 'GET', path: '/pengaduan/lapor/perlu-dijawab', permission: COORDINATE, summary: 'Laporan dari LAPOR! yang jawabannya di sini lebih baru daripada yang ditempel di sana', input: z.object({ cursor, limit }), output: z.object({ items: z.array(unposted), nextCursor: z.string().optional() }) }),
  listPosted: operation({ method: 'GET', path: '/pengaduan/lapor/ditempel', permission: COORDINATE, summary: 'Yang terakhir ditempel di LAPOR!, oleh siapa dan kapan', input: z.object({}), output: z.object({ items: z.array(z.object({ report: id, number: z.string(), externalNumber: z.string(), title: z.string(), seq: z.number(), by: z.string(), atText: z.string() })) }) }),
  markPosted: operation({ method: 'POST', path: '/pengaduan/lapor/{id}/ditempel', permission: COORDINATE, summary: 'Menandai jawaban sudah ditempel di LAPOR!; `seq` ialah tindakan terakhir yang terlihat', input: z.object({ id, seq }), output: z.object({ id }) }),
  undoPosted: operation({ method: 'POST', path: '/pengaduan/lapor/{id}/batal-ditempel', permission: COORDINATE, summary: 'Membatalkan tanda ditempel', input: z.object({ id, seq }), output: z.object({ id }) }),

  getNationalSystem: operation({
    method: 'GET', path: '/pengaduan/sistem-nasional', permission: CONFIGURE, summary: 'Sambungan ke sistem pengaduan nasional dan keadaannya', input: z.object({}),
    output: z.object({
      available: z.boolean(), enabled: z.boolean(), address: z.string(), region: z.string(), hasToken: z.boolean(), version: z.number(), problem: z.string().optional().describe('Gangguan terakhir, bila ada'), failures: z.number(),
      triedText: z.string().optional(), workedText: z.string().optional(), nextText: z.string().optional(), received: z.number(), sent: z.number(), unposted: z.number(), refused: z.array(z.object({ number: z.string(), reason: z.string(), atText: z.string() })).describe('Tiket yang belum dapat diterima; dicoba lagi setiap kali'),
    }),
  }),
  saveNationalSystem: operation({
    method: 'PUT', path: '/pengaduan/sistem-nasional', permission: CONFIGURE, summary: 'Menyimpan alamat, token, dan kode wilayah; token kosong berarti tidak diganti',
    input: z.object({ version: z.coerce.number().int().min(0), enabled: z.boolean().default(false), address: z.string().trim().max(300), region: z.string().trim().max(60), token: z.string().max(2000).default('') }), output: z.object({ version: z.number() }),
  }),
  tryNationalSystem: operation({ method: 'POST', path: '/pengaduan/sistem-nasional/coba', permission: CONFIGURE, summary: 'Mencoba sambungan dengan setelan yang tersimpan', input: z.object({}), output: z.object({ works: z.boolean(), sentence: z.string() }) }),
};
