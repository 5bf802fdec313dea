import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { nationalOperations, nationalPermissions, nationalRefusals } from './contract/national.ts';
import { ownTypeOperations, ownTypeRefusals } from './contract/own-types.ts';
import { calendarDay, draftVersion, family, letterType, typeBodyInput, typeBody, typeId, typeRow, versionRow } from './contract/shapes.ts';

// Chapters: choosing · managing · of one's own · issued nationally · permissions · refusals · events

export * from './contract/port.ts';
export type { NationalLetter } from './contract/national.ts';
export { ISSUED_IN, familyNames, type Family, type IssuedIn, type TypeBody, type TypeRow } from './contract/shapes.ts';

const MANAGE = 'letter-types.manage';
const families = z.array(z.object({ id: family, title: z.string(), help: z.string() }));
const path = z.object({ id: typeId });

export const operations = {
  listTypes: operation({
    method: 'GET', path: '/jenis-naskah', permission: 'signed-in', summary: 'Jenis naskah dinas yang berlaku hari ini, menurut kelompoknya',
    input: z.object({}), output: z.object({ families, items: z.array(typeRow.pick({ id: true, family: true, sub: true, title: true, usualSigner: true, issuedIn: true, secrecy: true })) }),
  }),
  getType: operation({
    method: 'GET', path: '/jenis-naskah/{id}', permission: 'signed-in', summary: 'Satu jenis naskah yang berlaku hari ini: pola nomor, templat, isian, kerangka isi',
    input: path, output: letterType,
  }),

  listManaged: operation({
    method: 'GET', path: '/kelola/jenis-naskah', permission: MANAGE, summary: 'Semua jenis naskah dengan versi, konsep, dan contoh nomornya',
    input: z.object({}), output: z.object({ families, items: z.array(typeRow) }),
  }),
  getManaged: operation({
    method: 'GET', path: '/kelola/jenis-naskah/{id}', permission: MANAGE, summary: 'Satu jenis naskah: yang berlaku, konsep perubahannya, dan riwayat versinya',
    input: path,
    output: z.object({
      current: letterType, inForce: z.boolean(), own: z.boolean().describe('Dibuat instansi ini, bukan bawaan'), draft: z.object({ body: typeBody, version: z.number(), by: z.string(), at: z.string() }).optional(), versions: z.array(versionRow),
      papers: z.array(z.string()).describe('Kertas yang dapat dipakai templatnya'), templateTitle: z.string(), example: z.string(), today: z.string(),
      sharesSeries: z.array(z.object({ id: z.string(), title: z.string(), pattern: z.string() })).describe('Jenis lain yang memakai seri nomor yang sama'),
      sameNumbers: z.array(z.object({ id: z.string(), title: z.string(), pattern: z.string() })).describe('Jenis dengan seri lain yang nomornya dapat sama persis dengan nomor jenis ini'),
    }),
  }),
  exampleNumber: operation({
    method: 'GET', path: '/kelola/jenis-naskah/contoh-nomor', permission: MANAGE, summary: 'Contoh nomor menurut pola, untuk unit Anda hari ini',
    input: z.object({ pattern: z.string().max(400), classification: z.string().max(40).default('000') }), output: z.object({ example: z.string() }),
  }),
  saveDraft: operation({
    method: 'PUT', path: '/kelola/jenis-naskah/{id}/konsep', permission: MANAGE, summary: 'Simpan konsep perubahan; yang berlaku tetap sampai diterbitkan',
    input: typeBodyInput.extend({ id: typeId, version: draftVersion }), output: z.object({ version: z.number() }),
  }),
  discardDraft: operation({
    method: 'DELETE', path: '/kelola/jenis-naskah/{id}/konsep', permission: MANAGE, summary: 'Buang konsep perubahan; jenis buatan sendiri yang belum pernah terbit ikut hilang', input: path.extend({ version: draftVersion }),
    output: z.object({ ok: z.literal(true), gone: z.boolean().describe('Jenisnya sendiri ikut hilang') }),
  }),
  publishType: operation({
    method: 'POST', path: '/kelola/jenis-naskah/{id}/terbitkan', permission: MANAGE, idempotent: true, summary: 'Terbitkan konsep sebagai versi baru; naskah yang sudah dibuat memakai versinya sendiri',
    input: path.extend({ version: draftVersion, from: calendarDay.describe('Mulai berlaku; hari ini atau sesudahnya'), note: z.string().trim().min(3, 'Tulis apa yang berubah.').max(300), evenSo: z.union([z.boolean(), z.stringbool()]).default(false).describe('Terbitkan juga bila nomornya dapat sama dengan jenis berseri lain') }),
    output: z.object({ version: z.number() }),
  }),
  endType: operation({
    method: 'POST', path: '/kelola/jenis-naskah/{id}/akhiri', permission: MANAGE, summary: 'Akhiri pemakaian satu jenis naskah sesudah suatu hari', 
    input: path.extend({ lastDay: calendarDay, note: z.string().trim().min(3, 'Tulis alasannya.').max(300) }), output: z.object({ version: z.number() }),
  }),
  previewType: operation({
    method: 'POST', path: '/kelola/jenis-naskah/{id}/pratinjau', permission: MANAGE, summary: 'PDF contoh dengan isian contoh: yang berlaku, atau konsepnya bila ada',
    input: path.extend({ which: z.enum(['draft', 'current']).default('draft'), paper: z.string().max(10).optional() }), output: z.object({ fileName: z.string(), content: z.string().describe('PDF, base64') }),
  }),
  ...ownTypeOperations,
  ...nationalOperations,
} satisfies Operations;

export const permissions: PermissionTable = {
  [MANAGE]: { title: 'Mengatur jenis naskah dinas: pola nomor, kerangka isi, kertas, dan tempat terbitnya', duties: ['administrator'] },
  ...nationalPermissions,
};

export const refusals: RefusalTable = {
  'letter-types.unknown': { status: 404, sentence: 'Jenis naskah ini tidak ada. Pilih dari daftar jenis naskah.' },
  'letter-types.not-in-force': { status: 409, sentence: (d) => `${String(d.title)} tidak dipakai pada ${String(d.day)}. Pilih jenis lain, atau minta administrator memberlakukannya lagi.` },
  'letter-types.invalid': { status: 422, sentence: 'Perubahan belum dapat disimpan. Perbaiki isian yang ditandai.' },
  'letter-types.no-draft': { status: 409, sentence: 'Belum ada konsep perubahan. Ubah dan simpan dahulu, lalu terbitkan.' },
  'letter-types.from-past': { status: 422, sentence: 'Versi baru mulai berlaku hari ini atau sesudahnya. Pilih tanggal lain.' },
  'letter-types.same-numbers': { status: 409, sentence: (d) => `Nomor naskah ini dapat sama persis dengan nomor ${String(d.titles)} pada tahun yang sama, karena serinya berbeda dan polanya serupa. Tambahkan tanda jenisnya pada pola, misalnya {kode}/{urut}/ED/{unit}, atau pakai seri yang sama. Bila memang dimaksud, centang persetujuannya.` },
  ...ownTypeRefusals,
  ...nationalRefusals,
};

// Event (ids only): `letter-types.national-recorded` {letter}.
