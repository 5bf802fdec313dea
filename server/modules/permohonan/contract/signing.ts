import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';

/** Lives for one call: never stored, queued or logged. */
export const signingSecret = z.object({
  passphrase: z.string().min(1).max(200).optional(),
  totp: z.string().trim().min(4, 'Kode OTP paling sedikit empat angka.').max(20).optional(),
  nik: z.string().trim().regex(/^\d{16}$/, 'NIK harus 16 angka.').optional().describe('Bila akun Anda belum memuat NIK'),
}).refine((one) => (one.passphrase ?? one.totp) !== undefined, { message: 'Isi passphrase atau kode OTP.', path: ['passphrase'] });
export type SigningSecret = z.infer<typeof signingSecret>;

export const signingRefusals: RefusalTable = {
  'permohonan.passphrase-needed': { status: 422, sentence: 'Tanda tangan Anda tersertifikasi. Isi passphrase atau kode OTP dari penyelenggara sertifikat.' },
  'permohonan.signer-nik': { status: 422, sentence: 'Akun Anda belum memuat NIK, sedangkan penyelenggara sertifikat mengenali Anda dengan NIK. Isi NIK Anda.' },
  'permohonan.not-tried': { status: 409, sentence: 'Belum dicoba, karena naskah sebelumnya tidak berhasil. Naskah ini masih menunggu tanda tangan Anda.' },
};
