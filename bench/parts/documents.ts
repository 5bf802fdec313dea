import { createLocalCa, openLocalCa } from '../../server/engines/documents/signature/local-ca.ts';
import { openLocalSigner } from '../../server/engines/documents/signature/local-signer.ts';
import type { LetterData } from '../../server/engines/documents/letter/letter-data.ts';
import { createTypesetter } from '../../server/engines/documents/typst/typesetter.ts';
import { orRefuse } from '../../server/platform/kernel/refusal.ts';
import { cpuWithChildren } from '../harness/cpu.ts';
import type { Figure } from '../harness/figure.ts';

const SECRET = 'rahasia induk untuk pengukuran';

/** Drawn by Typst with number and QR, signed by the local certificate authority (RSA 2048): each one different. */
export async function documents(_: unknown, { seconds }: { seconds: number }): Promise<Figure[]> {
  const now = new Date();
  const ca = orRefuse(await openLocalCa(await createLocalCa({ institution: 'Pemerintah Kabupaten Contoh', masterSecret: SECRET, now, algorithm: 'rsa-2048' }), SECRET));
  const signer = orRefuse(await openLocalSigner(await ca.issueSigner({ name: 'SUTRISNO HADI', title: 'Kepala Desa Pondok', now }), SECRET));
  const typesetter = createTypesetter();
  let count = 0;
  const one = async () => {
    count++;
    const pdf = await typesetter.render({ template: 'surat-keterangan-usaha', data: letter(count, now) });
    const outcome = await signer.sign(pdf, { signerName: 'SUTRISNO HADI', reason: `Surat nomor ${count}`, location: 'Ponorogo', at: now });
    if (outcome.outcome !== 'signed') throw new Error(JSON.stringify(outcome));
    return outcome.pdf.length;
  };
  const inParallel = async (until: number) => {
    await Promise.all(Array.from({ length: 3 }, async () => {
      while (performance.now() < until) await one();
    }));
  };
  await inParallel(performance.now() + 2000);
  const cpu = () => cpuWithChildren(typesetter.status().pid);
  const before = { count, at: performance.now(), cpu: cpu() };
  await inParallel(performance.now() + seconds * 1000);
  const made = count - before.count;
  const elapsed = (performance.now() - before.at) / 1000;
  const cpuSeconds = (cpu() - before.cpu) / 1e6;
  const bytes = await one();
  await typesetter.stop();
  return [
    { part: 'documents', what: 'signed PDF with QR, per core', value: made / cpuSeconds, unit: '/s per core', target: { least: 80 }, note: `${((cpuSeconds / made) * 1000).toFixed(1)} ms of CPU each; ${(made / elapsed).toFixed(0)}/s by the clock in two processes; ${(bytes / 1024).toFixed(0)} KB` },
  ];
}

const letter = (count: number, createdAt: Date): LetterData => ({
  number: `500.3/${count}/PONDOK/XI/2026`, date: '2026-11-20', place: 'Ponorogo',
  letterhead: { kind: 'desa', government: 'Pemerintah Kabupaten Contoh', parents: ['Kecamatan Babadan'], name: 'Desa Pondok' },
  signer: { lines: ['KEPALA DESA PONDOK,'], name: 'SUTRISNO HADI' }, way: 'internal',
  verification: { url: `https://layanan.contoh.example.go.id/v/8KMX2PQR${count}`, code: '8KMX2PQR7TWA' }, demo: true,
  metadata: { title: 'Surat Keterangan Usaha', author: 'Desa Pondok', keywords: ['usaha'], createdAt },
  fields: FIELDS(count),
});

const FIELDS = (count: number): Record<string, unknown> => ({
  nama: `SITI AMINAH ${count}`, nik: '3502175508909001', alamat: 'Dukuh Krajan RT 002 RW 001', usaha_nama: `Warung Sate Bu Siti ${count}`,
  usaha_bidang: 'Makan minum', usaha_alamat: 'Jalan Raya 40', keperluan: 'pengajuan kredit',
});
