import type { RefusalTable } from '../../../platform/kernel/refusal.ts';

export { signingSecret, type SigningSecret } from '../../issuance/contract.ts';

export const signingRefusals: RefusalTable = {
  'permohonan.passphrase-needed': { status: 422, sentence: 'Tanda tangan Anda tersertifikasi. Isi passphrase atau kode OTP dari penyelenggara sertifikat.' },
  'permohonan.signer-nik': { status: 422, sentence: 'Akun Anda belum memuat NIK, sedangkan penyelenggara sertifikat mengenali Anda dengan NIK. Isi NIK Anda.' },
  'permohonan.not-tried': { status: 409, sentence: 'Belum dicoba, karena naskah sebelumnya tidak berhasil. Naskah ini masih menunggu tanda tangan Anda.' },
};
