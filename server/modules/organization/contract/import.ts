import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { id, version } from './shapes.ts';

export const importKind = z.enum(['units', 'posts', 'people']);
export type ImportKind = z.infer<typeof importKind>;

/** Fields of each kind of file: what they are called for people, whether they must have a column, and headings known from real files. */
export const importFields = {
  units: [
    { field: 'code', label: 'Kode unit', required: true, headings: ['kode', 'kode unit', 'kode opd', 'kode skpd', 'singkatan'] },
    { field: 'name', label: 'Nama unit', required: true, headings: ['nama', 'nama unit', 'unit', 'unit kerja', 'nama opd', 'nama skpd', 'perangkat daerah', 'opd'] },
    { field: 'kind', label: 'Jenis unit', required: true, headings: ['jenis', 'jenis unit', 'tipe'] },
    { field: 'parent', label: 'Kode induk', required: false, headings: ['induk', 'kode induk', 'unit induk', 'unit atasan'] },
    { field: 'region', label: 'Kode wilayah', required: false, headings: ['wilayah', 'kode wilayah', 'kode desa', 'kode kemendagri'] },
    { field: 'address', label: 'Alamat', required: false, headings: ['alamat', 'alamat kantor'] },
    { field: 'phone', label: 'Telepon', required: false, headings: ['telepon', 'telp', 'no telp', 'no telepon'] },
    { field: 'email', label: 'Surel', required: false, headings: ['surel', 'email', 'e mail'] },
    { field: 'from', label: 'Mulai berlaku', required: false, headings: ['mulai', 'mulai berlaku', 'berlaku mulai', 'tmt'] },
  ],
  posts: [
    { field: 'unit', label: 'Kode unit', required: true, headings: ['kode unit', 'unit', 'kode opd', 'kode skpd', 'opd', 'unit kerja'] },
    { field: 'title', label: 'Nama jabatan', required: true, headings: ['jabatan', 'nama jabatan', 'nomenklatur jabatan'] },
    { field: 'isHead', label: 'Kepala unit', required: false, headings: ['kepala', 'kepala unit', 'pimpinan unit'] },
    { field: 'duties', label: 'Tugas di aplikasi', required: false, headings: ['tugas', 'peran', 'tugas di aplikasi', 'hak akses'] },
    { field: 'reportsTo', label: 'Atasan (nama jabatan)', required: false, headings: ['atasan', 'jabatan atasan', 'atasan langsung'] },
    { field: 'sort', label: 'Urutan', required: false, headings: ['urutan', 'no urut'] },
    { field: 'from', label: 'Mulai berlaku', required: false, headings: ['mulai', 'mulai berlaku', 'berlaku mulai'] },
  ],
  people: [
    { field: 'name', label: 'Nama', required: true, headings: ['nama', 'nama lengkap', 'nama pegawai', 'nama pejabat', 'nama dan gelar'] },
    { field: 'nip', label: 'NIP', required: false, headings: ['nip', 'nip baru', 'nip nipppk', 'nip ni pppk', 'nomor induk pegawai'] },
    { field: 'nik', label: 'NIK', required: false, headings: ['nik', 'no ktp', 'nomor ktp', 'nomor induk kependudukan'] },
    { field: 'rank', label: 'Pangkat/golongan', required: false, headings: ['pangkat', 'golongan', 'gol', 'pangkat golongan', 'pangkat gol', 'pangkat gol ruang'] },
    { field: 'phone', label: 'Ponsel', required: false, headings: ['hp', 'no hp', 'nomor hp', 'ponsel', 'telepon', 'no telepon', 'wa', 'no wa'] },
    { field: 'email', label: 'Surel', required: false, headings: ['surel', 'email', 'e mail'] },
    { field: 'employment', label: 'Status pegawai', required: false, headings: ['status', 'status pegawai', 'status kepegawaian', 'jenis pegawai'] },
    { field: 'unit', label: 'Kode atau nama unit', required: false, headings: ['kode unit', 'unit', 'unit kerja', 'opd', 'kode opd', 'skpd'] },
    { field: 'post', label: 'Jabatan', required: false, headings: ['jabatan', 'nama jabatan'] },
    { field: 'capacity', label: 'Kedudukan (definitif, Plt., ...)', required: false, headings: ['kedudukan', 'status jabatan', 'definitif plt'] },
    { field: 'order', label: 'Nomor SK', required: false, headings: ['sk', 'no sk', 'nomor sk', 'surat perintah', 'surat keputusan'] },
    { field: 'from', label: 'TMT jabatan', required: false, headings: ['tmt', 'tmt jabatan', 'mulai', 'mulai menjabat'] },
    { field: 'to', label: 'Sampai', required: false, headings: ['sampai', 'berakhir', 'selesai'] },
  ],
} as const satisfies Record<ImportKind, readonly { field: string; label: string; required: boolean; headings: readonly string[] }[]>;

const mapping = z.record(z.string().regex(/^[a-zA-Z]{2,20}$/), z.coerce.number().int().min(0).max(199)).describe('Isian → nomor kolom, mulai 0');

export const importPreview = z.object({
  id, kind: importKind, fileName: z.string(), status: z.enum(['open', 'taken']), version: z.number(),
  columns: z.array(z.object({ index: z.number(), heading: z.string(), sample: z.array(z.string()) })),
  mapping, missing: z.array(z.string()).describe('Isian wajib yang belum punya kolom'),
  counts: z.object({ rows: z.number(), clean: z.number(), refused: z.number(), unchanged: z.number(), taken: z.number() }),
  rows: z.array(z.object({
    line: z.number().describe('Nomor baris di lembar kerja'),
    values: z.record(z.string(), z.string()),
    verdict: z.enum(['new', 'changed', 'unchanged', 'refused', 'taken']),
    reasons: z.array(z.string()),
    notes: z.array(z.string()),
  })),
  next: z.number().optional().describe('Baris lanjutan untuk halaman berikutnya'),
});
export type ImportPreview = z.infer<typeof importPreview>;

const file = z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') });

export const importOperations = {
  startImport: operation({
    method: 'POST', path: '/organisasi/impor', permission: 'organization.manage', status: 201,
    summary: 'Unggah XLSX atau CSV berisi unit, jabatan, atau orang; belum ada yang disimpan ke organisasi',
    input: z.object({ kind: importKind, fileName: z.string().trim().min(1).max(200), content: z.string().min(1).describe('Isi berkas dalam base64') }),
    output: z.object({ id }),
  }),
  previewImport: operation({
    method: 'GET', path: '/organisasi/impor/{id}', permission: 'organization.manage',
    summary: 'Pratinjau impor: baris bersih, dan baris yang ditolak beserta sebabnya',
    input: z.object({ id, only: z.enum(['all', 'refused', 'clean']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: importPreview,
  }),
  mapImport: operation({
    method: 'PUT', path: '/organisasi/impor/{id}/kolom', permission: 'organization.manage',
    summary: 'Tetapkan kolom; diingat untuk impor berikutnya',
    input: z.object({ id, version, mapping }),
    output: z.object({ version: z.number() }),
  }),
  takeImport: operation({
    method: 'POST', path: '/organisasi/impor/{id}/ambil', permission: 'organization.manage',
    summary: 'Ambil baris yang bersih; sisanya dapat diunduh dengan kolom sebab',
    input: z.object({ id, version }),
    output: z.object({ taken: z.number(), refused: z.number(), unchanged: z.number() }),
  }),
  downloadRefusedRows: operation({
    method: 'GET', path: '/organisasi/impor/{id}/sisa', permission: 'organization.manage',
    summary: 'Baris yang ditolak sebagai XLSX dengan kolom "Sebab"',
    input: z.object({ id }),
    output: file,
  }),
  exportOrganization: operation({
    method: 'GET', path: '/organisasi/ekspor', permission: 'organization.manage',
    summary: 'Unduh unit, jabatan, atau orang sebagai XLSX atau CSV; NIP dan NIK tetap teks, NIK tersamar',
    input: z.object({ kind: importKind, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    output: file,
  }),
};
