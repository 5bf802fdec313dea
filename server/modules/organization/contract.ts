import * as z from 'zod';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { importOperations } from './contract/import.ts';
import { calendarDay, code, duties, duty, employment, holding, holdingInput, id, ok, personDetail, personFields, personSummary, postDetail, searchHit, signMode, unitDetail, unitKind, unitProfile, unitSummary, version } from './contract/shapes.ts';
import { sheetRefusals } from '../../engines/sheets/refusals.ts';
import { organizationRefusals } from './contract/refusals.ts';

// Chapters: shapes (contract/shapes.ts) · operations · permissions and refusals · the port for later modules

export { capacity, duties, duty, employment, overseesInstitution, signMode, unitKind, unitKinds, type Capacity, type Duty, type Employment, type Holding, type HoldingInput, type PersonDetail, type PersonFields, type PersonSummary, type PostDetail, type PostSummary, type SearchHit, type SignMode, type UnitDetail, type UnitKind, type UnitProfile, type UnitSummary } from './contract/shapes.ts';

export { councilUnits, secretariatsOf, servedKind, unitsServed } from './contract/secretariats.ts';
export { importFields, importKind, type ImportKind, type ImportPreview } from './contract/import.ts';

const MANAGE = 'organization.manage';
const MANAGE_UNIT = 'organization.manage-unit';

export const operations = {
  listUnits: operation({
    method: 'GET', path: '/organisasi/unit', permission: 'signed-in',
    summary: 'Pohon unit kerja instansi, urut menurut induk',
    input: z.object({ closed: z.enum(['hide', 'show']).default('hide') }),
    output: z.object({ items: z.array(unitSummary) }),
  }),
  searchOrganization: operation({
    method: 'GET', path: '/organisasi/cari', permission: 'signed-in',
    summary: 'Cari unit (juga nama lamanya), jabatan, dan orang',
    input: z.object({ query: z.string().trim().max(100), limit: z.coerce.number().int().min(1).max(50).default(20) }),
    output: z.object({ items: z.array(searchHit) }),
  }),
  getUnit: operation({
    method: 'GET', path: '/organisasi/unit/{id}', permission: 'signed-in',
    summary: 'Satu unit: letaknya, jabatannya, dan pejabat hari ini',
    input: z.object({ id }),
    output: unitDetail,
  }),
  createUnit: operation({
    method: 'POST', path: '/organisasi/unit', permission: MANAGE, status: 201, idempotent: true,
    summary: 'Buat unit kerja',
    input: z.object({
      parent: id.nullish(), kind: unitKind, code, name: z.string().trim().min(3).max(200), region: z.string().max(13).nullish(),
      sort: z.coerce.number().int().min(0).max(9999).default(0), from: calendarDay.optional(), profile: unitProfile.default({}),
    }),
    output: ok.extend({ id }),
  }),
  updateUnit: operation({
    method: 'PATCH', path: '/organisasi/unit/{id}', permission: MANAGE_UNIT,
    summary: 'Ubah keterangan unit: alamat, telepon, urutan; ejaan nama dan kode oleh administrator',
    input: z.object({
      id, version, name: z.string().trim().min(3).max(200).optional(), code: code.optional(), region: z.string().max(13).nullish(),
      sort: z.coerce.number().int().min(0).max(9999).optional(), profile: unitProfile.optional(),
    }),
    output: ok,
  }),
  renameUnit: operation({
    method: 'POST', path: '/organisasi/unit/{id}/ganti-nama', permission: MANAGE,
    summary: 'Ganti nama unit mulai suatu hari; nama lama tetap dapat dicari',
    input: z.object({ id, version, name: z.string().trim().min(3).max(200), from: calendarDay }),
    output: ok,
  }),
  moveUnit: operation({
    method: 'POST', path: '/organisasi/unit/{id}/pindah', permission: MANAGE,
    summary: 'Pindahkan unit ke bawah induk lain',
    input: z.object({ id, version, parent: id.nullable() }),
    output: ok,
  }),
  closeUnit: operation({
    method: 'POST', path: '/organisasi/unit/{id}/tutup', permission: MANAGE,
    summary: 'Tutup unit, dengan unit pengganti bila ada',
    description: 'Jabatan dan pejabatnya ikut berakhir pada hari terakhir. Unit di bawahnya pindah ke pengganti; tanpa pengganti unit itu harus kosong dahulu.',
    input: z.object({ id, version, lastDay: calendarDay, successor: id.nullish() }),
    output: ok,
  }),
  createDesa: operation({
    method: 'POST', path: '/organisasi/desa', permission: MANAGE, status: 201, idempotent: true,
    summary: 'Buat desa lengkap dengan jabatan dari templat tiga atau lima orang',
    input: z.object({
      region: z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, 'Kode desa berbentuk 35.02.01.2001.'), name: z.string().trim().min(3).max(200).optional(),
      code: code.optional(), parent: id.nullish(), size: z.enum(['three', 'five']).default('three'), from: calendarDay.optional(),
    }),
    output: ok.extend({ id }),
  }),
  getPost: operation({
    method: 'GET', path: '/organisasi/jabatan/{id}', permission: 'signed-in',
    summary: 'Satu jabatan dengan riwayat pejabatnya',
    input: z.object({ id }),
    output: postDetail,
  }),
  createPost: operation({
    method: 'POST', path: '/organisasi/jabatan', permission: MANAGE_UNIT, status: 201, idempotent: true,
    summary: 'Buat jabatan',
    input: z.object({
      unit: id, title: z.string().trim().min(3).max(200), duties: z.array(duty).max(duties.length).default([]), isHead: z.boolean().default(false),
      reportsTo: id.nullish(), sort: z.coerce.number().int().min(0).max(9999).default(0), from: calendarDay.optional(),
    }),
    output: ok.extend({ id }),
  }),
  updatePost: operation({
    method: 'PATCH', path: '/organisasi/jabatan/{id}', permission: MANAGE_UNIT,
    summary: 'Ubah nama, tugas, atasan, atau urutan jabatan',
    input: z.object({
      id, version, title: z.string().trim().min(3).max(200).optional(), duties: z.array(duty).max(duties.length).optional(), isHead: z.boolean().optional(),
      reportsTo: id.nullish(), sort: z.coerce.number().int().min(0).max(9999).optional(),
    }),
    output: ok,
  }),
  closePost: operation({
    method: 'POST', path: '/organisasi/jabatan/{id}/tutup', permission: MANAGE_UNIT,
    summary: 'Hapuskan jabatan mulai esok dari hari terakhirnya; pejabatnya ikut berakhir',
    input: z.object({ id, version, lastDay: calendarDay }),
    output: ok,
  }),
  appointHolder: operation({
    method: 'POST', path: '/organisasi/jabatan/{post}/pejabat', permission: MANAGE_UNIT, status: 201, idempotent: true,
    summary: 'Tetapkan pejabat: definitif, Plt., Plh., Pj., atau Pjs.',
    input: holdingInput.extend({
      post: id, person: id,
      current: z.enum(['refuse', 'end-the-day-before']).default('refuse').describe('Pejabat definitif yang masih ada: ditolak, atau diakhiri sehari sebelumnya'),
    }),
    output: ok.extend({ id, warnings: z.array(z.string()) }),
  }),
  changeHolding: operation({
    method: 'PATCH', path: '/organisasi/pemangku/{id}', permission: MANAGE_UNIT,
    summary: 'Perbaiki atau akhiri masa jabatan',
    input: holdingInput.partial().extend({ id, version }),
    output: ok.extend({ warnings: z.array(z.string()) }),
  }),
  setSignMode: operation({
    method: 'PUT', path: '/organisasi/pemangku/{id}/cara-tanda-tangan', permission: MANAGE,
    summary: 'Tetapkan cara menandatangani mulai suatu hari',
    input: z.object({ id, mode: signMode, from: calendarDay }),
    output: ok,
  }),
  whoHeld: operation({
    method: 'GET', path: '/organisasi/jabatan/{post}/pejabat', permission: 'signed-in',
    summary: 'Siapa yang memangku jabatan pada suatu hari',
    input: z.object({ post: id, day: calendarDay }),
    output: z.object({ items: z.array(holding) }),
  }),
  listPeople: operation({
    method: 'GET', path: '/organisasi/orang', permission: MANAGE_UNIT,
    summary: 'Daftar orang, urut nama; administrator unit melihat unitnya',
    input: z.object({ query: z.string().trim().max(100).default(''), unit: id.optional(), cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
    output: z.object({ items: z.array(personSummary), next: z.string().optional() }),
  }),
  getPerson: operation({
    method: 'GET', path: '/organisasi/orang/{id}', permission: MANAGE_UNIT,
    summary: 'Satu orang dengan jabatan-jabatannya; NIK tersamar',
    input: z.object({ id }),
    output: personDetail,
  }),
  createPerson: operation({
    method: 'POST', path: '/organisasi/orang', permission: MANAGE_UNIT, status: 201, idempotent: true,
    summary: 'Daftarkan orang',
    input: personFields.extend({ employment: employment.default('pns') }),
    output: ok.extend({ id, warnings: z.array(z.string()) }),
  }),
  updatePerson: operation({
    method: 'PATCH', path: '/organisasi/orang/{id}', permission: MANAGE_UNIT,
    summary: 'Perbaiki data orang',
    input: personFields.partial().extend({ id, version }),
    output: ok.extend({ warnings: z.array(z.string()) }),
  }),
  ...importOperations,
} satisfies Operations;

export const permissions: PermissionTable = {
  [MANAGE]: { title: 'Mengelola struktur organisasi, jabatan, dan pejabat', duties: ['administrator'] },
  [MANAGE_UNIT]: { title: 'Mengelola akun, loket, dan jam kerja unit sendiri', duties: ['administrator', 'unit-administrator'] },
};

export const refusals: RefusalTable = { ...organizationRefusals, ...sheetRefusals };

export * from './contract/port.ts';
