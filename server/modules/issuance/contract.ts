import * as z from 'zod';
import { documentRefusals } from '../../engines/documents/refusals.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type PermissionTable } from '../../platform/operation.ts';
import { certificateOperations, certificateRefusals } from './contract/certificates.ts';
import { numberOperations, numberRefusals } from './contract/numbers.ts';
import { paperSeriesOperations, paperSeriesRefusals } from './contract/paper-series.ts';
import { codeVerdict, documentStatus, fileVerdict, id, registerRow, remoteIdentity } from './contract/shapes.ts';

// Chapters: public · officer · administrator · permissions · refusals

export * from './contract/port.ts';
export type { Certificate } from './contract/certificates.ts';
export { MOST_RESERVED, type ReservedNumber } from './contract/numbers.ts';
export { MOST_LENT, type LentBlock } from './contract/paper-series.ts';
export { documentStatus, signingSecret, type SigningSecret } from './contract/shapes.ts';
export type { CodeVerdict, DocumentFacts, DocumentStatus, FileVerdict, RegisterRow } from './contract/shapes.ts';

/** Limit of a file to be verified. */
export const VERIFY_MEGABYTES = 25;

export const operations = {
  // public
  verifyCode: operation({
    method: 'GET', path: '/verifikasi/{code}', permission: 'public', summary: 'Memeriksa naskah dengan kode di bawah QR',
    description: 'Menjawab asli, dicabut, sertifikat dicabut, diganti, belum terbit, atau tidak dikenal. Huruf kecil, spasi, dan tanda hubung tidak berpengaruh.',
    input: z.object({ code: z.string().max(100) }),
    output: codeVerdict,
  }),
  verifyFile: operation({
    method: 'POST', path: '/verifikasi', permission: 'public', summary: 'Memeriksa berkas PDF: asli, berubah, dicabut, atau tidak dikenal',
    description: 'Isi sebagai base64, paling besar 1 MB lewat JSON. Untuk berkas sampai 25 MB kirim isinya langsung ke `/api/verifikasi/berkas` sebagai `application/pdf`. Berkas tidak disimpan.',
    input: z.object({
      name: z.string().max(255).default('berkas.pdf'),
      bytes: z.union([z.instanceof(Uint8Array), z.base64().transform((text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)))]),
    }),
    output: fileVerdict,
  }),
  rootCertificates: operation({
    method: 'GET', path: '/sertifikat-induk', permission: 'public', summary: 'Sertifikat induk instansi ini, untuk memeriksa tanda tangan tanpa jaringan',
    input: z.object({}), output: z.object({ institution: z.string(), pem: z.array(z.string()) }),
  }),

  // officer
  getDocument: operation({
    method: 'GET', path: '/dokumen/{id}', permission: 'signed-in', summary: 'Satu naskah: nomor, penanda tangan, status',
    input: z.object({ id }), output: registerRow.extend({ url: z.string().optional(), verifyUrl: z.string(), may: z.array(z.enum(['scan', 'revoke', 'retry'])) }),
  }),
  uploadScan: operation({
    method: 'POST', path: '/dokumen/{id}/pindaian', permission: 'issuance.scan', summary: 'Mengunggah pindaian naskah yang sudah bertanda tangan dan bercap; menjadi terbitan yang dapat diverifikasi',
    input: z.object({ id, uploadId: id }), output: registerRow, idempotent: true,
  }),
  revoke: operation({
    method: 'POST', path: '/dokumen/{id}/cabut', permission: 'issuance.revoke', summary: 'Mencabut naskah; nomornya tetap tercatat',
    input: z.object({ id, reason: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(500) }), output: registerRow,
  }),
  retry: operation({
    method: 'POST', path: '/dokumen/{id}/ulangi', permission: 'issuance.retry', summary: 'Mengulangi penandatanganan yang gagal; nomor tetap sama',
    description: 'Naskah yang belum pasti hanya diulangi dengan `afresh: true`, setelah penanda tangan memeriksa di penyelenggara.',
    input: z.object({ id, afresh: z.union([z.boolean(), z.stringbool()]).default(false), remote: remoteIdentity.optional() }), output: registerRow,
  }),

  requestOtp: operation({
    method: 'POST', path: '/tanda-tangan/kode-otp', permission: 'issuance.sign-code', summary: 'Meminta penyelenggara sertifikat mengirim kode OTP kepada penanda tangan',
    description: 'Untuk penanda tangan sendiri. Penyelenggara mengenalinya dengan NIK akunnya, atau `nik` bila akun belum memuatnya.',
    input: z.object({ nik: z.string().trim().regex(/^\d{16}$/, 'NIK harus 16 angka.').optional() }), output: z.object({ sent: z.literal(true) }),
  }),

  // administrator
  register: operation({
    method: 'GET', path: '/kelola/register', permission: 'issuance.manage', summary: 'Register nomor naskah: seri dan isinya',
    input: z.object({
      year: z.coerce.number().int().min(1945).max(9999).optional(), unit: id.optional(), series: z.string().max(60).optional(), status: documentStatus.optional(),
      query: z.string().trim().max(200).optional().describe('Nomor lengkap atau kode verifikasi'), cursor: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    output: z.object({
      year: z.number(),
      series: z.array(z.object({ unit: id, unitName: z.string(), series: z.string(), year: z.number(), last: z.number(), held: z.number().describe('Nomor cadangan yang belum dipakai'), classification: z.string(), pattern: z.string() })),
      unfinished: z.number().describe('Bernomor tetapi belum terbit'),
      items: z.array(registerRow), nextCursor: z.string().optional(),
    }),
  }),
  ...numberOperations,
  ...paperSeriesOperations,
  ...certificateOperations,
  listTemplates: operation({
    method: 'GET', path: '/kelola/templat', permission: 'issuance.manage', summary: 'Templat naskah dengan isian dan kertasnya',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({
      id: z.string(), title: z.string(), papers: z.array(z.string()), defaultPaper: z.string(),
      fields: z.array(z.object({ id: z.string(), label: z.string(), required: z.boolean() })),
      legalBasis: z.array(z.object({ title: z.string(), article: z.string().optional(), checked: z.string().optional() })),
    })) }),
  }),
  getProvider: operation({
    method: 'GET', path: '/kelola/penyelenggara-tanda-tangan', permission: 'issuance.manage', summary: 'Penyelenggara sertifikat elektronik yang dipakai instansi',
    input: z.object({}), output: z.object({ kinds: z.array(z.string()), provider: z.object({ kind: z.string(), baseUrl: z.string(), username: z.string(), issuer: z.string(), roots: z.array(z.string()), version: z.number() }).optional() }),
  }),
  setProvider: operation({
    method: 'PUT', path: '/kelola/penyelenggara-tanda-tangan', permission: 'issuance.manage', summary: 'Menetapkan penyelenggara sertifikat elektronik',
    input: z.object({
      kind: z.string().max(30), baseUrl: z.url('Tulis alamat lengkap, misalnya https://esign.contoh.go.id/.').max(300), username: z.string().trim().min(1).max(100),
      password: z.string().min(1).max(200).optional().describe('Kosong: tetap yang tersimpan'), issuer: z.string().trim().min(2).max(100).describe('Tercetak di kaki naskah, misalnya "BSrE, BSSN"'),
      roots: z.array(z.string().max(20_000)).max(10).default([]).describe('Sertifikat induk penyelenggara, PEM'), version: z.coerce.number().int().min(0).default(0).describe('Versi yang Anda baca; 0 bila belum ada'),
    }),
    output: z.object({ version: z.number() }),
  }),
};

export const permissions: PermissionTable = {
  'issuance.manage': { title: 'Melihat register naskah dan mengatur penyelenggara tanda tangan', duties: ['administrator'] },
  'issuance.numbers': { title: 'Mencadangkan, menyisipkan, memakai, dan menutup nomor naskah', duties: ['administrator'] },
  'issuance.certificates': { title: 'Mencabut sertifikat internal penanda tangan dan mengizinkan yang baru', duties: ['administrator'] },
  'issuance.revoke': { title: 'Mencabut naskah yang sudah terbit', duties: ['signer', 'administrator'] },
  'issuance.retry': { title: 'Mengulangi penandatanganan yang gagal', duties: ['signer', 'administrator'] },
  'issuance.sign-code': { title: 'Meminta kode OTP untuk menandatangani', duties: ['signer'] },
  'issuance.scan': { title: 'Mengunggah pindaian naskah bertanda tangan basah', duties: ['verifier', 'desk', 'analyst', 'initialer', 'assistant', 'signer', 'letter-clerk'] },
};

export const refusals: RefusalTable = {
  ...documentRefusals,
  'issuance.code-not-in-force': { status: 422, sentence: (d) => `Kode klasifikasi ${String(d['code'])} tidak berlaku pada tanggal surat. Pilih kode yang berlaku, atau minta administrator melengkapi daftar klasifikasi.` },
  ...numberRefusals,
  ...paperSeriesRefusals,
  ...certificateRefusals,
  'issuance.unknown-document': { status: 404, sentence: 'Naskah ini tidak ada, atau bukan untuk Anda. Periksa alamat atau nomornya.' },
  'issuance.not-yours': { status: 403, sentence: 'Naskah ini milik unit lain. Minta unit penerbitnya atau administrator instansi.' },
  'issuance.no-provider': { status: 409, sentence: 'Penanda tangan memakai tanda tangan tersertifikasi, tetapi penyelenggaranya belum diatur. Minta administrator mengaturnya di halaman Register.' },
  'issuance.provider-kind': { status: 422, sentence: (d) => `Penyelenggara "${String(d.kind)}" tidak tersedia. Pilih ${(d.known as string[] | undefined)?.join(', ') || 'setelah adaptornya dipasang'}.` },
  'issuance.provider-address': { status: 422, sentence: 'Alamat penyelenggara harus https, atau alamat jaringan dalam. Kata sandi tidak boleh lewat jaringan terbuka.' },
  'issuance.provider-roots': { status: 422, sentence: 'Sertifikat induk tidak terbaca. Tempelkan seluruh isi berkas PEM, dari BEGIN sampai END CERTIFICATE.' },
  'issuance.provider-password': { status: 422, sentence: 'Isi kata sandi akun layanan; belum ada yang tersimpan.' },
  'issuance.being-signed': { status: 409, sentence: 'Naskah ini sedang ditandatangani. Tunggu sebentar, lalu muat ulang.' },
  'issuance.uncertain': { status: 409, sentence: 'Belum pasti apakah naskah ini sudah ditandatangani. Periksa dahulu di penyelenggara, lalu tandatangani sebagai transaksi baru.' },
  'issuance.already-closed': { status: 409, sentence: 'Naskah ini sudah dicabut atau sudah diganti, jadi tidak berubah lagi.' },
  'issuance.already-signed': { status: 409, sentence: 'Naskah ini sudah terbit. Muat ulang untuk melihatnya.' },
  'issuance.interrupted': { status: 409, sentence: 'Permintaan tanda tangan terputus sebelum dijawab, jadi belum pasti apakah sudah ditandatangani. Periksa di penyelenggara, atau tandatangani sebagai transaksi baru.' },
  'issuance.production-failed': { status: 503, sentence: 'Naskah belum dapat dibuat karena gangguan di server. Nomornya tetap; ulangi sebentar lagi, atau hubungi administrator.' },
  'issuance.not-for-scan': { status: 409, sentence: 'Pindaian hanya untuk naskah bertanda tangan basah yang menunggu pindaian.' },
  'issuance.scan-not-pdf': { status: 415, sentence: 'Pindaian harus satu berkas PDF yang utuh. Gabungkan foto halaman menjadi PDF, lalu unggah lagi.' },
  'issuance.scan-is-the-print': { status: 422, sentence: 'Berkas ini cetakan yang belum ditandatangani. Tandatangani dan cap dahulu, pindai, lalu unggah hasil pindaiannya.' },
  'issuance.scan-used': { status: 409, sentence: 'Pindaian ini sudah terbit untuk naskah lain. Periksa berkas yang Anda pilih.' },
  'issuance.upload-unknown': { status: 404, sentence: 'Unggahan tidak ada, belum selesai, atau bukan milik Anda. Unggah lagi berkasnya.' },
  'issuance.signer-nik': { status: 422, sentence: 'Akun Anda belum memuat NIK, sedangkan penyelenggara sertifikat mengenali Anda dengan NIK. Isi NIK Anda.' },
  'issuance.passphrase-needed': { status: 422, sentence: 'Tanda tangan Anda tersertifikasi. Isi passphrase atau kode OTP dari penyelenggara sertifikat.' },
  'issuance.no-otp': { status: 409, sentence: 'Penyelenggara sertifikat instansi ini tidak mengirim kode OTP. Pakai passphrase.' },
  'issuance.no-file': { status: 404, sentence: 'Berkas naskah ini belum ada. Lihat statusnya, atau coba lagi nanti.' },
};
