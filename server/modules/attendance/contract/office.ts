import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../../platform/operation.ts';

// Chapters: the shared device · numbers and PINs · the day's sheet · permissions and refusals

const DOORS = 'attendance.doors';
const OWN_PIN = 'attendance.own-pin';
const id = z.uuid('Pengenal tidak benar.');
const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
const empty = z.object({});
const token = z.string().trim().max(100);
const pin = z.string().trim().regex(/^\d{6}$/, 'PIN terdiri dari 6 angka.');
const clockTime = z.string().trim().regex(/^(|([01]?\d|2[0-3])[:.][0-5]\d)$/, 'Tulis jam seperti 07:25.').default('');
const line = z.object({ person: id, in: clockTime, out: clockTime, note: z.string().trim().max(200).default('') });
const sheetItem = z.object({ id, unit: id, unitName: z.string(), day: z.string(), people: z.number(), typedBy: z.string(), typedText: z.string(), state: z.enum(['in-force', 'replaced']), reason: z.string() });

export const officeOperations = {
  pairOfficeDevice: operation({ method: 'POST', path: '/kehadiran/perangkat-kantor/pasangkan', permission: 'public', summary: 'Memasangkan perangkat kantor dengan kode dari pengelola kepegawaian', input: z.object({ code: z.string().trim().max(40) }), output: z.object({ token: z.string(), name: z.string() }) }),
  getOfficeDevice: operation({ method: 'POST', path: '/kehadiran/perangkat-kantor/keadaan', permission: 'public', summary: 'Keadaan perangkat kantor ini', input: z.object({ token }), output: z.object({ name: z.string(), unitName: z.string(), institution: z.string(), photoDays: z.number().describe('Foto dihapus sesudah sekian hari'), newId: id.describe('Untuk absen berikutnya: kirim ulang dengan pengenal sama tidak menjadi dua') }) }),
  checkInAtOffice: operation({
    method: 'POST', path: '/kehadiran/perangkat-kantor/absen', permission: 'public', summary: 'Absen di perangkat kantor dengan NIP atau nomor pegawai, PIN, dan foto',
    input: z.object({ token, id: id.toLowerCase(), number: z.string().trim().max(40), pin: z.string().trim().max(20), direction: z.enum(['in', 'out']), photo: z.string().max(3_000_000, 'Foto lebih dari 2 MB. Ambil lagi.').default('').describe('base64; kosong bila kamera tidak dapat dipakai') }),
    output: z.object({ name: z.string(), atText: z.string(), direction: z.enum(['in', 'out']), verdict: z.enum(['accepted', 'marked']), reasons: z.array(z.string()), askNewPin: z.boolean() }),
  }),
  listOfficeDevices: operation({
    method: 'GET', path: '/kehadiran/perangkat-kantor', permission: DOORS, summary: 'Perangkat kantor unit yang saya kelola', input: empty,
    output: z.object({ items: z.array(z.object({ id, name: z.string(), unit: id.nullable(), unitName: z.string(), state: z.enum(['waiting', 'paired', 'revoked']), seenText: z.string().nullable(), pairedText: z.string().nullable() })), units: z.array(z.object({ id, name: z.string() })), places: z.array(z.object({ id, name: z.string() })) }),
  }),
  createOfficeDevice: operation({ method: 'POST', path: '/kehadiran/perangkat-kantor', permission: DOORS, status: 201, summary: 'Menambah perangkat kantor; kode pemasangannya hanya tampil sekali dan berlaku 30 menit', input: z.object({ name: z.string().trim().min(2, 'Beri nama, misalnya letak perangkatnya.').max(80), unit: id, place: id.nullish() }), output: z.object({ id, code: z.string() }) }),
  renewPairingCode: operation({ method: 'POST', path: '/kehadiran/perangkat-kantor/{id}/kode', permission: DOORS, summary: 'Membuat kode pemasangan baru; perangkat yang terpasang dilepas', input: z.object({ id }), output: z.object({ code: z.string() }) }),
  revokeOfficeDevice: operation({ method: 'POST', path: '/kehadiran/perangkat-kantor/{id}/cabut', permission: DOORS, summary: 'Mencabut perangkat kantor', input: z.object({ id }), output: empty }),

  listStaffPins: operation({
    method: 'GET', path: '/kehadiran/pin-pegawai', permission: DOORS, summary: 'Pegawai unit saya: nomor dan PIN untuk perangkat kantor', input: z.object({ query: z.string().trim().max(100).default(''), after: z.coerce.number().int().min(0).default(0) }),
    output: z.object({ items: z.array(z.object({ person: id, name: z.string(), unitName: z.string(), number: z.string().nullable(), numberKind: z.enum(['nip', 'internal']).nullable(), pin: z.enum(['none', 'given', 'own']), setText: z.string().nullable() })), total: z.number(), next: z.number().optional() }),
  }),
  giveStaffPin: operation({ method: 'POST', path: '/kehadiran/pin-pegawai/{person}', permission: DOORS, summary: 'Memberi PIN baru; tampil sekali. Yang tanpa NIP mendapat nomor pegawai', input: z.object({ person: id }), output: z.object({ name: z.string(), number: z.string(), pin: z.string() }) }),
  getMyOfficePin: operation({ method: 'GET', path: '/kehadiran/pin-saya', permission: OWN_PIN, summary: 'Nomor dan PIN saya untuk perangkat kantor', input: empty, output: z.object({ number: z.string().nullable(), pin: z.enum(['none', 'given', 'own']), setText: z.string().nullable() }) }),
  setMyOfficePin: operation({ method: 'PUT', path: '/kehadiran/pin-saya', permission: OWN_PIN, summary: 'Menetapkan PIN saya untuk perangkat kantor', input: z.object({ pin, again: z.string().trim().max(20) }), output: z.object({ number: z.string() }) }),

  listSheets: operation({ method: 'GET', path: '/kehadiran/lembar', permission: DOORS, summary: 'Daftar hadir kertas yang sudah diketik', input: z.object({ after: z.string().max(80).default('') }), output: z.object({ items: z.array(sheetItem), next: z.string().optional(), units: z.array(z.object({ id, name: z.string() })) }) }),
  prepareSheet: operation({
    method: 'GET', path: '/kehadiran/lembar-baru', permission: DOORS, summary: 'Nama-nama untuk satu unit dan hari, dengan absen yang sudah ada', input: z.object({ unit: id, day }),
    output: z.object({ unit: id, unitName: z.string(), day: z.string(), newId: id, replaces: z.object({ id, typedText: z.string() }).nullable(), people: z.array(z.object({ person: id, name: z.string(), nip: z.string().nullable(), title: z.string(), known: z.array(z.string()).describe('Jam absen yang sudah tercatat'), in: z.string(), out: z.string(), note: z.string() })) }),
  }),
  submitSheet: operation({
    method: 'POST', path: '/kehadiran/lembar', permission: DOORS, status: 201, summary: 'Menyimpan daftar hadir kertas bertanda tangan; pindaian wajib, kelas D', input: z.object({ id, unit: id, day, reason: z.string().trim().min(5, 'Tulis sebabnya, misalnya listrik padam.').max(300), scan: id.nullish().describe('Unggahan pindaian yang ditandatangani'), lines: z.array(line).max(1000), replaces: id.nullish() }),
    output: z.object({ id, people: z.number() }),
  }),
  getSheet: operation({
    method: 'GET', path: '/kehadiran/lembar/{id}', permission: DOORS, summary: 'Satu daftar hadir kertas', input: z.object({ id }),
    output: sheetItem.extend({ scanName: z.string(), replaces: id.nullable(), replacedBy: id.nullable(), lines: z.array(z.object({ person: id, name: z.string(), in: z.string(), out: z.string(), note: z.string() })) }),
  }),
  getSheetScan: operation({ method: 'GET', path: '/kehadiran/lembar/{id}/pindaian', permission: DOORS, summary: 'Pindaian daftar hadir', input: z.object({ id }), output: z.object({ fileName: z.string(), type: z.string(), content: z.string() }) }),
} satisfies Operations;

export const officePermissions: PermissionTable = {
  [DOORS]: { title: 'Mengelola perangkat kantor, PIN pegawai, dan daftar hadir kertas unit', duties: ['personnel-officer', 'personnel-agency'] },
  [OWN_PIN]: { title: 'Menetapkan PIN sendiri untuk perangkat kantor', duties: ['*'] },
};

export const officeRefusals: RefusalTable = {
  'attendance.office-device-unknown': { status: 403, sentence: 'Perangkat ini belum dipasangkan atau sudah dicabut. Minta kode pemasangan dari pengelola kepegawaian.' },
  'attendance.pairing-code': { status: 422, sentence: 'Kode pemasangan tidak cocok atau sudah lewat 30 menit. Minta kode baru dari pengelola kepegawaian.' },
  'attendance.office-no-post': { status: 403, sentence: 'Anda tidak memegang jabatan hari ini, jadi absen ini tidak dapat dicatat. Hubungi pengelola kepegawaian unit Anda.' },
  'attendance.office-pin-wrong': { status: 422, sentence: 'Nomor atau PIN tidak cocok. Periksa NIP atau nomor pegawai Anda, lalu isi PIN 6 angka. Lupa PIN? Minta yang baru dari pengelola kepegawaian, atau ganti di halaman Kehadiran Anda.' },
  'attendance.office-pin-locked': { status: 429, sentence: (d) => `Nomor ini salah PIN terlalu sering. Coba lagi ${Number(d.minutes ?? 15)} menit lagi, atau minta PIN baru dari pengelola kepegawaian.` },
  'attendance.photo-unreadable': { status: 422, sentence: 'Foto tidak terbaca. Ambil lagi (JPG, PNG, atau WebP, paling besar 2 MB).' },
  'attendance.pin-weak': { status: 422, sentence: 'PIN ini terlalu mudah ditebak. Jangan memakai angka berurutan, angka kembar, atau tanggal lahir.' },
  'attendance.pin-differs': { status: 422, sentence: 'Kedua isian PIN tidak sama. Ketik sekali lagi.' },
  'attendance.unit-not-yours': { status: 403, sentence: 'Unit ini di luar yang Anda kelola.' },
  'attendance.sheet-without-scan': { status: 422, sentence: 'Lampirkan pindaian daftar hadir yang sudah ditandatangani kepala unit (PDF atau foto).' },
  'attendance.sheet-empty': { status: 422, sentence: 'Belum ada jam yang diisi. Isi jam masuk atau pulang paling sedikit satu orang.' },
  'attendance.sheet-day': { status: 422, sentence: 'Daftar hadir hanya untuk hari ini sampai 62 hari ke belakang.' },
  'attendance.sheet-time': { status: 422, sentence: (d) => `Jam ${String(d.name)} belum benar: pulang harus sesudah masuk, dan belum lewat dari sekarang.` },
  'attendance.sheet-exists': { status: 409, sentence: 'Daftar hadir unit dan hari ini sudah diketik. Buka yang ada, lalu pilih Perbaiki: yang lama digantikan, tidak dihapus.' },
};
