import * as z from 'zod';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { disposalOperations } from './contract/disposals.ts';
import { folderOperations } from './contract/folders.ts';
import { archiveRefusals } from './contract/refusals.ts';
import { calendarDay, codeRow, codeText, file, maybe, retentionFields, retentionRow, settings, text, version } from './contract/shapes.ts';
import { sheetKind, sheetOperations } from './contract/sheets.ts';

// Chapters: classification · retention schedule · lists taken over · folders, moves, loans, holds · destruction · permissions, refusals, events

const FILE = 'archive.file';
const READ = 'archive.read';
const KEEP = 'archive.keep';
const APPROVE = 'archive.approve';
const CONFIGURE = 'archive.configure';

export const operations = {
  listCodes: operation({
    method: 'GET', path: '/arsip/klasifikasi', permission: 'signed-in', summary: 'Kode klasifikasi arsip yang berlaku: satu tingkat dari pohonnya, atau yang cocok dengan kata',
    input: z.object({ under: codeText.or(z.literal('')).default('').describe('Kode induk; kosong untuk kelompok utama'), query: z.string().trim().max(100).default('').describe('Sebagian kode atau uraian; mencari di seluruh pohon'), day: calendarDay.optional().describe('Yang berlaku pada hari ini bila kosong'), limit: z.coerce.number().int().min(1).max(300).default(100) }),
    output: z.object({ path: z.array(z.object({ code: z.string(), title: z.string() })).describe('Dari kelompok utama sampai kode induk'), items: z.array(codeRow), total: z.number().describe('Semua kode yang berlaku'), source: z.string().describe('Dari mana daftarnya') }),
  }),
  saveCode: operation({
    method: 'POST', path: '/arsip/klasifikasi', permission: CONFIGURE, status: 201, summary: 'Tambah kode, atau ubah uraiannya mulai suatu hari; yang lama tetap tercatat',
    input: z.object({ code: codeText, title: text(2, 300, 'Tulis uraian kode ini.'), alias: maybe(200), fromDay: calendarDay }), output: z.object({ code: z.string() }),
  }),
  endCode: operation({ method: 'POST', path: '/arsip/klasifikasi/{code}/akhiri', permission: CONFIGURE, summary: 'Akhiri sebuah kode; berkas yang memakainya tetap', input: z.object({ code: codeText, lastDay: calendarDay }), output: z.object({ lastDay: z.string() }) }),
  downloadList: operation({ method: 'GET', path: '/arsip/daftar-acuan/unduh', permission: 'signed-in', summary: 'Klasifikasi atau jadwal retensi sebagai XLSX; dapat diperbaiki lalu diimpor lagi', input: z.object({ kind: sheetKind }), output: file }),

  listRetention: operation({
    method: 'GET', path: '/arsip/retensi', permission: 'signed-in', summary: 'Jadwal retensi arsip (JRA) yang berlaku; `all`: juga kode yang mengikuti induknya',
    input: z.object({ query: z.string().trim().max(100).default(''), all: z.stringbool().or(z.boolean()).default(false), after: z.string().max(40).default('').describe('Kode terakhir pada halaman sebelumnya') }), output: z.object({ items: z.array(retentionRow), next: z.string().optional(), own: z.number().describe('Kode yang punya jadwal sendiri'), without: z.number().describe('Kode yang belum terjangkau jadwal mana pun') }),
  }),
  saveRetention: operation({
    method: 'POST', path: '/arsip/retensi', permission: CONFIGURE, status: 201, summary: 'Tetapkan masa simpan, nasib akhir, dan klasifikasi keamanan sebuah kode mulai suatu hari',
    description: 'Berkas yang sudah ditutup tetap memakai jadwal saat ditutup; yang ditutup tanpa jadwal mendapat jadwal ini.', input: retentionFields.extend({ code: codeText, fromDay: calendarDay }), output: z.object({ scheduled: z.number().describe('Berkas tertutup yang kini mendapat jadwal') }),
  }),
  endRetention: operation({ method: 'POST', path: '/arsip/retensi/{code}/akhiri', permission: CONFIGURE, summary: 'Akhiri jadwal sebuah kode; selanjutnya mengikuti induknya', input: z.object({ code: codeText, lastDay: calendarDay }), output: z.object({ lastDay: z.string() }) }),
  getSettings: operation({ method: 'GET', path: '/arsip/setelan', permission: 'signed-in', summary: 'Cara menghitung masa simpan dan syarat pemusnahan', input: z.object({}), output: settings.extend({ version: z.number() }) }),
  saveSettings: operation({ method: 'PUT', path: '/arsip/setelan', permission: CONFIGURE, summary: 'Ubah cara menghitung; berkas yang sudah ditutup tetap', input: settings.extend({ version }), output: z.object({ version: z.number() }) }),

  ...sheetOperations(CONFIGURE),
  ...folderOperations(FILE, READ, KEEP),
  ...disposalOperations(KEEP, APPROVE),
} satisfies Operations;

export const permissions: PermissionTable = {
  [FILE]: { title: 'Memberkaskan surat dan dokumen unitnya, meminjamkan dan memindahkan berkas', duties: ['letter-clerk', 'archivist'] },
  [READ]: { title: 'Membaca daftar berkas arsip unitnya', duties: ['letter-clerk', 'archivist', 'leader', 'signer', 'auditor'] },
  [KEEP]: { title: 'Mengelola arsip seluruh instansi di unit kearsipan: menerima, menilai, mengusulkan musnah', duties: ['archivist'] },
  [APPROVE]: { title: 'Menyetujui pemusnahan arsip dan menandatangani berita acaranya', duties: ['signer'] },
  [CONFIGURE]: { title: 'Mengatur klasifikasi arsip dan jadwal retensi', duties: ['administrator', 'archivist'] },
};

export const refusals: RefusalTable = archiveRefusals;

// Events (ids only): `archive.disposal-moved` {disposal, state} · `archive.bytes-gone` {upload, sha256} for the job that removes bytes after the commit.

export * from './contract/words.ts';
export type { FolderBox } from './contract/folders.ts';
export type { SheetKind } from './contract/sheets.ts';
export type { ArchiveSettings, CodeRow, DisposalAction, DisposalRow, DisposalView, FolderRow, FolderView, ItemView, ListLine, LoanView, MoveView, RetentionRow } from './contract/shapes.ts';
