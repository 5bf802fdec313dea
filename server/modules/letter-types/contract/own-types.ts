import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { family, issuedIn, letterField, typeId } from './shapes.ts';

// A kind of letter that an institution makes for itself, beside those of the catalogue.

const MANAGE = 'letter-types.manage';
const line = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling panjang ${most} huruf.`);
/** Places beside the kinds, on the pages and in the API. */
const NAMES_OF_PAGES: ReadonlySet<string> = new Set(['baru', 'bahan', 'contoh-nomor']);
const ownCode = z.string().trim().regex(/^[a-z][a-z0-9-]{2,59}$/, 'Tulis 3 sampai 60 huruf kecil, angka, atau tanda hubung, diawali huruf, misalnya: surat-himbauan.')
  .refine((code) => !NAMES_OF_PAGES.has(code), 'Kode ini nama halaman. Pilih kode lain.');

export const ownTypeOperations = {
  listStarts: operation({
    method: 'GET', path: '/kelola/jenis-naskah/bahan', permission: MANAGE, summary: 'Bahan untuk jenis naskah baru: jenis yang dapat disalin dan templat yang dapat dipakai',
    input: z.object({}),
    output: z.object({
      kinds: z.array(z.object({ id: z.string(), title: z.string(), family, template: z.string(), series: z.string() })),
      templates: z.array(z.object({ id: z.string(), title: z.string(), papers: z.array(z.string()), fields: z.array(letterField) })),
    }),
  }),
  createType: operation({
    method: 'POST', path: '/kelola/jenis-naskah', permission: MANAGE, status: 201, idempotent: true, summary: 'Buat jenis naskah sendiri dengan menyalin yang ada',
    description: 'Jadi konsep: lihat pratinjaunya, ubah, lalu terbitkan. Baru dapat dipakai sejak tanggal terbitnya. Kerangka isi, pola nomor, dan selebihnya disalin dari jenis asalnya.',
    input: z.object({
      id: ownCode.describe('Kode jenis; tidak dapat diganti sesudah terbit'), like: typeId.describe('Jenis yang disalin'), title: line(3, 120, 'Tulis nama jenis naskahnya.'),
      template: line(3, 60, 'Pilih templatnya.').optional().describe('Kosong: templat jenis asalnya'), series: line(2, 60, 'Tulis nama seri nomornya.').regex(/^[a-z][a-z0-9-]*$/, 'Nama seri: huruf kecil, angka, dan tanda hubung.').optional().describe('Kosong: seri baru bernama kodenya'),
      issuedIn: issuedIn.default('pendopo'), usualSigner: line(3, 120, 'Tulis siapa yang biasa menandatangani.').optional(), legalBasis: line(3, 300, 'Tulis dasar hukumnya.').optional().describe('Misalnya peraturan kepala daerah tentang tata naskah dinas'),
      fixed: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'Nama isian: huruf kecil, angka, dan garis bawah.'), line(1, 500, 'Tulis isinya.')).optional().describe('Isian templat yang selalu sama dan tidak ditanyakan; kosong: seperti jenis asalnya'),
    }),
    output: z.object({ id: z.string(), version: z.number() }),
  }),
};

export const ownTypeRefusals: RefusalTable = {
  'letter-types.code-taken': { status: 409, sentence: (d) => `Kode ${String(d.code)} sudah dipakai ${String(d.title)}. Pilih kode lain, atau ubah jenis itu.` },
  'letter-types.new-invalid': { status: 422, sentence: 'Jenis naskah ini belum dapat dibuat. Perbaiki isian yang ditandai.' },
};
