import * as z from 'zod';
import type { RefusalTable } from '../kernel/refusal.ts';
import { operation } from '../operation.ts';

const stored = z.object({ id: z.uuid(), name: z.string(), type: z.string(), bytes: z.number() });
export type StoredUpload = z.infer<typeof stored>;

export const operations = {
  storeUpload: operation({
    method: 'POST', path: '/unggahan/langsung', permission: 'signed-in', summary: 'Menyimpan berkas kecil dalam satu kiriman (isi sebagai base64)', status: 201,
    input: z.object({ name: z.string().min(1).max(255), bytes: z.union([z.instanceof(Uint8Array), z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))]) }),
    output: stored,
  }),
  beginUpload: operation({
    method: 'POST', path: '/unggahan', permission: 'signed-in', summary: 'Memulai unggahan yang dapat dilanjutkan setelah terputus', status: 201,
    input: z.object({ name: z.string().min(1).max(255), size: z.coerce.number().int().min(1) }),
    output: z.object({ id: z.uuid(), offset: z.number() }),
  }),
  getUpload: operation({
    method: 'GET', path: '/unggahan/{id}', permission: 'signed-in', summary: 'Sampai mana unggahan diterima',
    input: z.object({ id: z.uuid() }), output: z.object({ id: z.uuid(), offset: z.number(), complete: z.boolean(), name: z.string(), type: z.string().optional(), bytes: z.number() }),
  }),
};

export const refusals: RefusalTable = {
  'files.too-large': { status: 413, sentence: (d) => `Berkas ini terlalu besar. Batasnya ${Number(d.megabytes)} MB; kecilkan atau foto ulang dengan ukuran sedang.` },
  'files.empty': { status: 422, sentence: 'Berkas ini kosong. Pilih berkas lain.' },
  'files.wrong-type': { status: 415, sentence: 'Isi berkas ini bukan PDF, JPEG, PNG, atau WEBP. Simpan ulang sebagai PDF atau foto, lalu unggah lagi.' },
  'files.unknown': { status: 404, sentence: 'Unggahan ini tidak ada, atau bukan milik Anda. Unggah lagi berkasnya.' },
  'files.gone': { status: 404, sentence: 'Berkas ini sudah tidak tersimpan. Bila masih diperlukan, minta dikirim ulang.' },
  'files.wrong-offset': { status: 409, sentence: 'Lanjutan unggahan tidak tepat. Tanyakan dahulu sampai mana yang diterima.' },
};
