import type { LetterData } from './letter/letter-data.ts';
import { createLocalCa, openLocalCa } from './signature/local-ca.ts';
import { openLocalSigner } from './signature/local-signer.ts';
import type { Signer } from './signature/signer.ts';
import { orRefuse } from '../../platform/kernel/refusal.ts';

/** A neutral letter, a CA and a signer for tests; names and numbers are invented. */
export const NOW = new Date('2026-11-21T03:00:00Z');
export const MASTER_SECRET = 'rahasia induk untuk uji saja';
export const CODE = '8KMX2PQR7TWA';
export const URL_BEHIND_QR = `https://layanan.contoh.example.go.id/v/${CODE}`;

export const usahaLetter = (changes: Partial<LetterData> = {}, fields: Record<string, unknown> = {}): LetterData => ({
  number: '500.2/7/PONDOK/XI/2026',
  date: '2026-11-21',
  place: 'Contoh',
  letterhead: { kind: 'desa', government: 'Pemerintah Kabupaten Contoh', parents: ['Kecamatan Babadan'], name: 'Desa Pondok' },
  signer: { lines: ['KEPALA DESA PONDOK,'], name: 'SUTRISNO HADI' },
  way: 'internal',
  verification: { url: URL_BEHIND_QR, code: CODE },
  demo: false,
  metadata: { title: 'Surat Keterangan Usaha', author: 'Desa Pondok', keywords: ['usaha'], createdAt: NOW },
  ...changes,
  fields: {
    nama: 'SITI AMINAH', nik: '3502175508909001', alamat: 'Dukuh Krajan RT 002 RW 001', usaha_nama: 'Warung Sate Bu Siti',
    usaha_bidang: 'Makan minum', usaha_alamat: 'Jalan Raya 40', keperluan: 'pengajuan kredit', ...fields,
  },
});

export interface TestSigner {
  signer: Signer;
  trustedRoots: string[];
}

/** Elliptic keys: made in a millisecond, where RSA takes up to a second. */
export async function testSigner(name = 'SUTRISNO HADI', algorithm: 'ecdsa-p256' | 'rsa-2048' = 'ecdsa-p256'): Promise<TestSigner> {
  const stored = await createLocalCa({ institution: 'Pemerintah Kabupaten Contoh', masterSecret: MASTER_SECRET, now: NOW, algorithm });
  const ca = orRefuse(await openLocalCa(stored, MASTER_SECRET));
  const person = await ca.issueSigner({ name, title: 'Kepala Desa Pondok', now: NOW });
  return { signer: orRefuse(await openLocalSigner(person, MASTER_SECRET)), trustedRoots: ca.trustedRoots };
}

export async function signOrThrow({ signer }: TestSigner, pdf: Buffer, at = NOW): Promise<Buffer> {
  const outcome = await signer.sign(pdf, { signerName: 'SUTRISNO HADI', reason: 'Menyetujui', location: 'Contoh', at });
  if (outcome.outcome !== 'signed') throw new Error(JSON.stringify(outcome.refusal));
  return outcome.pdf;
}

/** The smallest PDF with a classic table: for tests that need a file and not a letter. */
export function tinyPdf(text = 'halo'): Buffer {
  const stream = `BT /F1 12 Tf 20 40 Td (${text}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 80]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const xref = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${file}xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
}
