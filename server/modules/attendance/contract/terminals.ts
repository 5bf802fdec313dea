import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { operation, type Operations, type PermissionTable } from '../../../platform/operation.ts';
import { COMMANDS } from '../../../engines/iclock/commands.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../../lists/contract.ts';

// Chapters: shapes · terminals · whose PIN · lists · permissions and refusals

const TERMINALS = 'attendance.terminals';
const id = z.uuid('Pengenal tidak benar.');
const version = z.coerce.number().int().min(0);
const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
const empty = z.object({});
const group = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9 -]{0,29}$/, 'Nama kelompok: huruf kecil, angka, spasi, paling banyak 30.');
const pin = z.string().trim().regex(/^(?!0+$)[A-Za-z0-9]{1,24}$/, 'PIN mesin berupa angka, paling banyak 24 angka, dan bukan nol.').transform((text) => text.replace(/^0+/, ''));
const networks = z.string().trim().max(500).default('').describe('Alamat jaringan yang boleh, dipisah koma: 10.20.0.0/16');

const clock = z.object({ state: z.enum(['unknown', 'right', 'ahead', 'behind']), seconds: z.number(), text: z.string().describe('Untuk dibaca: "59 menit lebih cepat"'), proposed: z.number().describe('Koreksi yang diusulkan, detik; 0 bila tidak perlu'), proposedText: z.string(), correction: z.number(), correctionText: z.string(), since: z.string().nullable() });
const terminalItem = z.object({
  id, serial: z.string(), name: z.string(), state: z.enum(['waiting', 'active', 'refused', 'retired']), unit: id.nullable(), unitName: z.string().nullable(), place: id.nullable(), pinGroup: z.string(), site: z.string().nullable(), model: z.string(),
  lastContact: z.string(), contactState: z.enum(['now', 'today', 'lost']), lastContactText: z.string(), address: z.string(), clock,
  open: z.object({ waiting: z.number(), noPerson: z.number(), clock: z.number(), unreadable: z.number() }).describe('Baris yang belum dihitung, menurut sebabnya'),
});
export type TerminalItem = z.infer<typeof terminalItem>;
const settings = z.object({ name: z.string().trim().min(2, 'Beri nama, misalnya letak mesinnya.').max(80), unit: id.nullish(), place: id.nullish(), pinGroup: group.default('utama'), zoneMinutes: z.coerce.number().int().min(-720).max(840).default(420), zoneForm: z.enum(['hours', 'minutes']).default('hours') });
const mapped = z.object({ id, pinGroup: z.string(), pin: z.string(), person: id, name: z.string(), unitName: z.string(), fromDay: z.string(), toDay: z.string().nullable() });

export const terminalOperations = {
  listTerminals: operation({
    method: 'GET', path: '/kehadiran/mesin', permission: TERMINALS, summary: 'Mesin absen: kontak terakhir, jam, dan baris yang belum dihitung', input: empty,
    output: z.object({
      items: z.array(terminalItem), unmapped: z.number(), sites: z.array(z.object({ id, name: z.string(), networks: z.array(z.string()), createdText: z.string(), terminals: z.number() })),
      settings: z.object({ plain: z.boolean(), networks: z.array(z.string()), version: z.number() }), units: z.array(z.object({ id, name: z.string() })), groups: z.array(z.string()),
    }),
  }),
  getTerminal: operation({
    method: 'GET', path: '/kehadiran/mesin/{id}', permission: TERMINALS, summary: 'Satu mesin: keterangan, baris terakhir, dan perintah', input: z.object({ id }),
    output: terminalItem.extend({
      facts: z.array(z.object({ label: z.string(), value: z.string() })), zoneMinutes: z.number(), zoneForm: z.enum(['hours', 'minutes']), version: z.number(), firstContactText: z.string(),
      lines: z.array(z.object({ id, pin: z.string(), person: z.string().nullable(), clockText: z.string(), atText: z.string().nullable(), receivedText: z.string(), state: z.enum(['taken', 'no-person', 'waiting', 'clock', 'unreadable', 'set-aside']), stateText: z.string(), verifyText: z.string() })),
      commands: z.array(z.object({ id, number: z.number(), kindText: z.string(), askedText: z.string(), state: z.enum(['queued', 'sent', 'done', 'failed', 'silent']), stateText: z.string() })),
      units: z.array(z.object({ id, name: z.string() })), places: z.array(z.object({ id, name: z.string() })), groups: z.array(z.string()),
    }),
  }),
  adoptTerminal: operation({ method: 'POST', path: '/kehadiran/mesin/{id}/terima', permission: TERMINALS, summary: 'Menerima mesin dari karantina; baris yang sudah dikirimnya ikut dihitung', input: settings.extend({ id, version }), output: z.object({ counted: z.number() }) }),
  changeTerminal: operation({ method: 'PATCH', path: '/kehadiran/mesin/{id}', permission: TERMINALS, summary: 'Mengubah nama, tempat, kelompok PIN, atau zona waktu mesin', input: settings.extend({ id, version }), output: z.object({ counted: z.number() }) }),
  refuseTerminal: operation({ method: 'POST', path: '/kehadiran/mesin/{id}/tolak', permission: TERMINALS, summary: 'Menolak mesin di karantina, atau menghentikan mesin', input: z.object({ id, version }), output: empty }),
  correctClock: operation({
    method: 'POST', path: '/kehadiran/mesin/{id}/jam', permission: TERMINALS, summary: 'Menetapkan koreksi jam mesin; baris yang ditahan dihitung ulang',
    input: z.object({ id, version, minutes: z.coerce.number().min(-60 * 24 * 366 * 100).max(60 * 24 * 366 * 100).describe('Ditambahkan pada jam mesin'), also: z.enum(['held', 'since-detected']).default('held').describe('Hanya baris yang ditahan, atau juga yang masuk sejak penyimpangan terlihat') }), output: z.object({ counted: z.number() }),
  }),
  setAsideLines: operation({ method: 'POST', path: '/kehadiran/mesin/{id}/sisihkan', permission: TERMINALS, summary: 'Menyisihkan baris yang jamnya tidak mungkin; tetap tersimpan, tidak dihitung', input: z.object({ id, version }), output: z.object({ lines: z.number() }) }),
  commandTerminal: operation({ method: 'POST', path: '/kehadiran/mesin/{id}/perintah', permission: TERMINALS, summary: 'Mengirim perintah ke mesin; hasilnya tampil setelah mesin menjawab', input: z.object({ id, kind: z.enum(COMMANDS), pin: pin.optional(), person: id.optional() }), output: z.object({ number: z.number() }) }),
  resendFromTerminal: operation({ method: 'POST', path: '/kehadiran/mesin/{id}/kirim-ulang', permission: TERMINALS, summary: 'Meminta mesin mengirim ulang semua catatannya; yang sudah ada tidak dihitung dua kali', input: z.object({ id }), output: empty }),
  createTerminalSite: operation({
    method: 'POST', path: '/kehadiran/lokasi-mesin', permission: TERMINALS, status: 201, summary: 'Membuat alamat rahasia untuk mesin di satu lokasi; kodenya hanya tampil sekali', input: z.object({ name: z.string().trim().min(2).max(80), unit: id.nullish(), networks }), output: z.object({ id, token: z.string() }),
  }),
  revokeTerminalSite: operation({ method: 'POST', path: '/kehadiran/lokasi-mesin/{id}/cabut', permission: TERMINALS, summary: 'Mencabut alamat rahasia sebuah lokasi', input: z.object({ id }), output: empty }),
  saveTerminalSettings: operation({ method: 'PUT', path: '/kehadiran/mesin-setelan', permission: TERMINALS, summary: 'Menetapkan apakah mesin boleh datang tanpa alamat rahasia, dan dari jaringan mana', input: z.object({ plain: z.coerce.boolean(), networks, version }), output: empty }),

  listTerminalPins: operation({
    method: 'GET', path: '/kehadiran/pin-mesin', permission: TERMINALS, summary: 'PIN mesin dan pemiliknya, serta PIN yang belum dikenal', input: z.object({ group: z.string().max(30).default(''), query: z.string().trim().max(100).default(''), after: z.string().max(100).default('') }),
    output: z.object({
      items: z.array(mapped), next: z.string().optional(), groups: z.array(z.string()),
      unmapped: z.array(z.object({ pinGroup: z.string(), pin: z.string(), lines: z.number(), firstText: z.string(), lastText: z.string(), firstDay: z.string(), name: z.string().nullable(), terminals: z.array(z.string()), suggestions: z.array(z.object({ person: id, name: z.string(), unitName: z.string() })) })),
    }),
  }),
  assignTerminalPin: operation({
    method: 'POST', path: '/kehadiran/pin-mesin', permission: TERMINALS, status: 201, summary: 'Menetapkan pemilik PIN mulai suatu hari; catatan yang menunggu ikut dihitung', input: z.object({ group, pin, person: id.optional(), nip: z.string().trim().max(40).optional().describe('NIP atau nama lengkap, bila pengenal orang tidak diketahui'), fromDay: day, toDay: day.nullish() }),
    output: z.object({ id, counted: z.number(), name: z.string() }),
  }),
  endTerminalPin: operation({ method: 'POST', path: '/kehadiran/pin-mesin/{id}/akhiri', permission: TERMINALS, summary: 'Mengakhiri pemilik PIN; sesudah hari itu PIN ini bukan miliknya', input: z.object({ id, lastDay: day }), output: z.object({ recounted: z.number() }) }),

  listPinImports: operation({ method: 'GET', path: '/kehadiran/pin-mesin/impor', permission: TERMINALS, summary: 'Daftar PIN yang saya unggah dalam tiga puluh hari terakhir', input: empty, output: sheetList }),
  startPinImport: operation({ method: 'POST', path: '/kehadiran/pin-mesin/impor', permission: TERMINALS, status: 201, summary: 'Unggah daftar PIN dan NIP (XLSX atau CSV); belum ada yang diubah', input: sheetUpload.extend({ group }), output: z.object({ id }) }),
  previewPinImport: operation({ method: 'GET', path: '/kehadiran/pin-mesin/impor/{id}', permission: TERMINALS, summary: 'Pratinjau daftar PIN', input: sheetAsked, output: sheetPreview }),
  mapPinImport: operation({ method: 'PUT', path: '/kehadiran/pin-mesin/impor/{id}/kolom', permission: TERMINALS, summary: 'Tetapkan kolom daftar PIN', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  takePinImport: operation({ method: 'POST', path: '/kehadiran/pin-mesin/impor/{id}/ambil', permission: TERMINALS, summary: 'Ambil PIN yang bersih; catatan yang menunggu ikut dihitung', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  downloadPinRest: operation({ method: 'GET', path: '/kehadiran/pin-mesin/impor/{id}/sisa', permission: TERMINALS, summary: 'Baris PIN yang ditolak sebagai XLSX', input: z.object({ id }), output: sheetFile }),

  listPunchImports: operation({ method: 'GET', path: '/kehadiran/catatan/impor', permission: TERMINALS, summary: 'Catatan mesin lain yang saya unggah dalam tiga puluh hari terakhir', input: empty, output: sheetList }),
  startPunchImport: operation({ method: 'POST', path: '/kehadiran/catatan/impor', permission: TERMINALS, status: 201, summary: 'Unggah catatan mesin merek lain (XLSX atau CSV); belum ada yang dihitung', input: sheetUpload.extend({ group }), output: z.object({ id }) }),
  previewPunchImport: operation({ method: 'GET', path: '/kehadiran/catatan/impor/{id}', permission: TERMINALS, summary: 'Pratinjau catatan mesin', input: sheetAsked, output: sheetPreview }),
  mapPunchImport: operation({ method: 'PUT', path: '/kehadiran/catatan/impor/{id}/kolom', permission: TERMINALS, summary: 'Tetapkan kolom catatan mesin', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  takePunchImport: operation({ method: 'POST', path: '/kehadiran/catatan/impor/{id}/ambil', permission: TERMINALS, summary: 'Ambil catatan yang bersih; yang sudah ada tidak dihitung dua kali', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  downloadPunchRest: operation({ method: 'GET', path: '/kehadiran/catatan/impor/{id}/sisa', permission: TERMINALS, summary: 'Baris catatan yang ditolak sebagai XLSX', input: z.object({ id }), output: sheetFile }),
} satisfies Operations;

export const terminalPermissions: PermissionTable = {
  [TERMINALS]: { title: 'Mengelola mesin absen, PIN mesin, dan impor catatannya', duties: ['personnel-agency', 'administrator'] },
};

export const terminalRefusals: RefusalTable = {
  'attendance.terminal-serial': { status: 400, sentence: 'Nomor seri mesin (SN) tidak terbaca.' },
  'attendance.terminal-address': { status: 404, sentence: 'Alamat ini tidak dikenal. Periksa alamat server yang disetel di mesin.' },
  'attendance.terminal-plain-closed': { status: 403, sentence: 'Mesin harus datang melalui alamat rahasia lokasinya. Buat alamat itu di halaman mesin absen.' },
  'attendance.terminal-network': { status: 403, sentence: 'Mesin datang dari jaringan yang tidak diizinkan. Periksa daftar jaringan di halaman mesin absen.' },
  'attendance.terminal-elsewhere': { status: 403, sentence: 'Mesin ini terdaftar di instansi lain.' },
  'attendance.terminal-refused': { status: 403, sentence: 'Mesin ini ditolak oleh pengelola.' },
  'attendance.terminal-strangers': { status: 503, sentence: 'Terlalu banyak mesin yang belum diterima. Terima atau tolak dahulu yang menunggu.' },
  'attendance.terminal-kept-enough': { status: 503, sentence: 'Mesin ini belum diterima dan catatannya sudah penuh. Sisanya tetap ada di mesin.' },
  'attendance.terminal-too-often': { status: 429, sentence: 'Mesin ini bertanya terlalu sering. Coba lagi satu menit lagi.' },
  'attendance.terminal-not-waiting': { status: 409, sentence: 'Mesin ini sudah diterima atau ditolak. Muat ulang untuk melihat yang terbaru.' },
  'attendance.terminal-not-active': { status: 409, sentence: 'Mesin ini belum diterima, jadi belum dapat diperintah. Terima dahulu.' },
  'attendance.terminal-busy': { status: 409, sentence: 'Sudah ada 50 perintah yang menunggu mesin ini. Tunggu sampai mesin menjawab.' },
  'attendance.pin-unreadable': { status: 422, sentence: (d) => `PIN "${String(d.pin ?? '')}" tidak dapat dipakai di mesin. PIN berupa angka, paling banyak 9 angka, tanpa nol di depan.` },
  'attendance.pin-taken': { status: 409, sentence: (d) => `PIN ${String(d.pin)} pada hari-hari itu milik ${String(d.name)}. Akhiri dahulu, atau pilih tanggal lain.` },
  'attendance.no-such-person': { status: 422, sentence: 'Pegawai ini tidak ditemukan. Tulis NIP 18 angka atau nama lengkapnya, dan pastikan ia memegang jabatan.' },
  'attendance.person-unclear': { status: 422, sentence: (d) => `Ada ${String(d.count)} pegawai bernama itu. Tulis NIP-nya.` },
  'attendance.network-unreadable': { status: 422, sentence: (d) => `Jaringan "${String(d.network)}" tidak terbaca. Tulis seperti 10.20.0.0/16 atau 10.20.0.9.` },
};
