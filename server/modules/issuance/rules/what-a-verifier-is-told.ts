import type { CodeVerdict, DocumentStatus, FileVerdict } from '../contract.ts';
import type { Way } from './signer-snapshot.ts';

// Chapters: by code · by file · the way of signing · states for officers

/** What the state of a document means for whoever holds its paper. */
export const verdictOf = (status: DocumentStatus): CodeVerdict['status'] =>
  status === 'signed' ? 'genuine' : status === 'revoked' || status === 'superseded' ? status : 'pending';

const BY_CODE: Record<CodeVerdict['status'], { headline: string; sentence: string }> = {
  genuine: { headline: 'Asli', sentence: 'Naskah ini terbit dan tercatat. Cocokkan nomor, tanggal, nama, dan penanda tangan dengan kertas atau berkas yang Anda pegang.' },
  revoked: { headline: 'Dicabut', sentence: 'Naskah ini pernah terbit, tetapi sudah dicabut dan tidak berlaku lagi.' },
  'certificate-revoked': { headline: 'Sertifikat dicabut', sentence: 'Sertifikat penanda tangannya sudah dicabut ketika naskah ini ditandatangani. Jangan diterima sebagai naskah yang sah; minta naskah baru dari penerbit.' },
  superseded: { headline: 'Diganti', sentence: 'Naskah ini sudah diganti dengan naskah yang lebih baru. Minta yang terbaru dari pemegangnya atau penerbit.' },
  pending: { headline: 'Belum terbit', sentence: 'Nomor ini sudah tercatat, tetapi naskahnya belum ditandatangani. Jangan diterima sebagai naskah yang sah.' },
  unknown: { headline: 'Tidak dikenal', sentence: 'Kode ini tidak ada pada kami. Periksa lagi ketikannya; bila sudah benar, naskah itu bukan terbitan kami.' },
};

export function tellByCode(status: CodeVerdict['status'], facts?: { expired: boolean; validUntilText?: string | undefined; demo: boolean; revokedAtText?: string | undefined; certificateRevokedText?: string | undefined }): { headline: string; sentences: string[] } {
  const { headline, sentence } = BY_CODE[status];
  const sentences = [sentence];
  if (status === 'revoked' && facts?.revokedAtText) sentences.push(`Dicabut pada ${facts.revokedAtText}.`);
  if (status === 'certificate-revoked') sentences.push(`Sertifikat dicabut sejak ${facts?.certificateRevokedText ?? ''}.`);
  if (status === 'genuine' && facts?.certificateRevokedText) sentences.push(`Sertifikat penanda tangan dicabut sejak ${facts.certificateRevokedText}; naskah ini ditandatangani sebelumnya dan tetap berlaku.`);
  if (status === 'genuine' && facts?.expired) sentences.push(`Masa berlakunya berakhir pada ${facts.validUntilText ?? ''}.`);
  if (facts?.demo) sentences.push('Data contoh, tidak berlaku.');
  return { headline, sentences };
}

type FileReason = 'other-bytes' | 'appended' | 'foreign-altered' | 'print' | 'no-signature' | 'foreign-signer' | 'own-signer' | 'empty' | 'too-large' | 'not-a-pdf' | 'truncated' | 'old-scan';

const BY_FILE: Record<FileVerdict['status'], string> = {
  genuine: 'Asli', altered: 'Berubah', revoked: 'Dicabut', 'certificate-revoked': 'Sertifikat dicabut', superseded: 'Diganti', unknown: 'Tidak dikenal', unsigned: 'Tidak bertanda tangan', damaged: 'Rusak',
};

const REASON: Record<FileReason, string> = {
  'other-bytes': 'Isi berkas ini tidak sama dengan yang kami terbitkan. Jangan diterima; minta berkas aslinya, atau pindai kode QR-nya.',
  appended: 'Ada yang ditambahkan ke berkas ini setelah terbit. Jangan diterima; minta berkas aslinya, atau pindai kode QR-nya.',
  'foreign-altered': 'Berkas ini pernah ditandatangani secara elektronik, tetapi isinya sudah berubah. Minta berkas aslinya dari penerbit.',
  print: 'Ini cetakan sebelum ditandatangani dan dicap, jadi belum sah. Minta naskah yang sudah ditandatangani.',
  'no-signature': 'Berkas ini tidak memuat tanda tangan elektronik dan tidak tercatat pada kami. Bila ada kode QR di kertasnya, pindai kode itu.',
  'foreign-signer': 'Berkas ini utuh dan bertanda tangan, tetapi bukan terbitan kami. Periksa ke instansi yang menandatanganinya.',
  'own-signer': 'Tanda tangannya utuh, tetapi berkas ini tidak tercatat sebagai terbitan kami. Tanyakan kepada unit penanda tangan.',
  empty: 'Berkas ini kosong. Pilih berkas lain.',
  'too-large': 'Berkas ini terlalu besar untuk diperiksa.',
  'not-a-pdf': 'Berkas ini bukan PDF. Unggah berkas PDF yang Anda terima; foto kertas diperiksa dengan memindai kode QR-nya.',
  truncated: 'Berkas PDF ini terpotong. Unduh ulang, lalu coba lagi.',
  'old-scan': 'Pindaian ini sudah diganti dengan pindaian yang lebih baru. Minta yang terbaru dari penerbit.',
};

export function tellByFile(status: FileVerdict['status'], reason?: FileReason, byCode?: { sentences: string[] }): { headline: string; sentences: string[] } {
  const own = reason ? [REASON[reason]] : status === 'genuine' ? ['Berkas ini sama persis dengan yang kami terbitkan.'] : [];
  return { headline: BY_FILE[status], sentences: [...own, ...(byCode?.sentences ?? [])] };
}

/** What the signature is worth; the paper says the same. */
export const signModeText = (way: Way, issuer: string | undefined): string =>
  way === 'internal' ? 'Ditandatangani secara elektronik dengan sertifikat internal instansi, tidak tersertifikasi.'
  : way === 'basah' ? 'Ditandatangani dengan tinta. Yang tercatat sebagai terbitan adalah pindaiannya.'
  : `Ditandatangani secara elektronik dengan sertifikat elektronik${issuer ? ` dari ${issuer}` : ''}.`;

const STATUS_TEXT: Record<DocumentStatus, string> = {
  numbered: 'Bernomor, belum ditandatangani', failed: 'Gagal ditandatangani', uncertain: 'Belum pasti ditandatangani', 'awaiting-scan': 'Menunggu pindaian',
  signed: 'Terbit', revoked: 'Dicabut', superseded: 'Diganti',
};
export const statusText = (status: DocumentStatus): string => STATUS_TEXT[status];
