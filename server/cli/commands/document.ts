import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { verifyPdf, type VerifyReport } from '../../engines/documents/verify/verify-pdf.ts';
import { DONE, printJson, refuse, Usage, type Command } from '../command.ts';

const MOST_BYTES = 200_000_000;

/**
 * `pendopo document verify FILE.pdf [--root CA.pem]`: prints the report as JSON; exit 0 only for a genuine document.
 * Without `--root` nobody is trusted, so an intact file is reported as signed by somebody unknown.
 */
export const documentVerify: Command = {
  usage: 'BERKAS.pdf [--root CA.pem]',
  options: { root: 'value' },
  words: [1, 1],
  run(given, io) {
    const file = given.words[0]!;
    const trustedRoots = readRoots(given.value('root'));
    const pdf = readPdf(file);
    const report: VerifyReport = pdf
      ? verifyPdf(pdf, { trustedRoots, maxBytes: MOST_BYTES })
      : { status: 'damaged', reason: 'too-large', signatures: [], appendedBytes: 0, encrypted: false };
    printJson(io, { file, ...report });
    return report.status === 'genuine' ? DONE : refuse(io, sentence(report, trustedRoots.length > 0));
  },
};

/** Undefined for a file that is too large to be read at once. */
function readPdf(file: string): Buffer | undefined {
  try {
    return statSync(file).size > MOST_BYTES ? undefined : readFileSync(file);
  } catch {
    throw new Usage(`Berkas "${file}" tidak dapat dibaca. Periksa nama dan hak aksesnya.`);
  }
}

/** A file may hold several certificates one after the other. */
function readRoots(file: string | undefined): string[] {
  if (file === undefined) return [];
  try {
    const found = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    if (found.length > 0) return found.map((pem) => new X509Certificate(pem).toString());
  } catch {
    // Told below, together with a file that holds no certificate.
  }
  throw new Usage(`"${file}" bukan berkas sertifikat PEM yang terbaca. Beri sertifikat CA dengan --root.`);
}

function sentence(report: VerifyReport, rootGiven: boolean): string {
  switch (report.status) {
    case 'altered':
      return report.appendedBytes > 0
        ? `Berubah: ${report.appendedBytes} byte ditambahkan setelah ditandatangani. Minta berkas aslinya dari penerbit.`
        : 'Berubah: isi berkas tidak sama dengan yang ditandatangani. Minta berkas aslinya dari penerbit.';
    case 'unsigned':
      return 'Tidak bertanda tangan elektronik. Periksa lewat kode QR pada surat, atau tanyakan ke penerbit.';
    case 'unknown-signer':
      return rootGiven
        ? 'Utuh, tetapi penanda tangannya tidak dikenal oleh sertifikat CA yang diberikan. Periksa penerbitnya.'
        : 'Utuh, tetapi penanda tangannya tidak diperiksa. Beri sertifikat CA penerbit dengan --root CA.pem.';
    default:
      return report.reason === 'too-large'
        ? 'Berkas terlalu besar untuk diperiksa (lebih dari 200 MB). Pastikan ini surat yang dimaksud.'
        : 'Berkas rusak atau bukan PDF, jadi tidak dapat diperiksa. Unduh ulang lalu coba lagi.';
  }
}
