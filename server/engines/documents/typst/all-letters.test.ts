import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { letterSamples } from './letter-samples.ts';
import { createTypesetter } from './typesetter.ts';

const folder = mkdtempSync(join(tmpdir(), 'pendopo-letters-'));
const typesetter = createTypesetter();
afterAll(async () => {
  await typesetter.stop();
  rmSync(folder, { recursive: true });
});

it('has a sample of every template of the catalogue', () => {
  expect(Object.keys(letterSamples).sort()).toEqual(typesetter.letters.list().map((letter) => letter.id).sort());
});

/** What a reader must find in the text, whatever the paper. */
const MUST_SHOW: Record<string, RegExp> = {
  'surat-keterangan-usaha': /DESA PONDOK[\s\S]*Nomor: 500\.2\/7[\s\S]*SITI AMINAH[\s\S]*Contoh, 21 November 2026[\s\S]*SUTRISNO HADI/,
  'surat-keterangan-penelitian': /Rizky Ananda Putra[\s\S]*1 Desember 2026 sampai dengan[\s\S]*Plh\.[\s\S]*NIP 19710904/,
  'izin-reklame': /Rp2\.450\.000[\s\S]*Jalan Gajah Mada 3[\s\S]*a\.n\.[\s\S]*BUPATI CONTOH[\s\S]*Plt\./,
  'surat-tugas': /BUPATI CONTOH[\s\S]*MENUGASKAN[\s\S]*H\. SUGENG RAHARJO(?![\s\S]*NIP x)/,
  'berita-acara': /Senin tanggal dua puluh tiga bulan November[\s\S]*Baut dasar[\s\S]*Ketua RT 003[\s\S]*SEKRETARIS DAERAH\s+u\.b\.\s+ASISTEN/,
  'tanda-terima': /CTH-2026-004127[\s\S]*482 913[\s\S]*24 November 2026/,
  'penilaian-berita-acara': /tanggal dua puluh satu bulan November[\s\S]*2,94[\s\S]*183[\s\S]*LAMPIRAN[\s\S]*Sistem Penghubung/,
  'penilaian-persetujuan-publikasi': /SRI WAHYUNI[\s\S]*menyetujui[\s\S]*tidak termasuk/,
  'laporan-hasil-evaluasi': /2,94[\s\S]*Radar aspek[\s\S]*Kekuatan[\s\S]*Kelemahan[\s\S]*Pemenuhan[\s\S]*Inspektorat[\s\S]*LAMPIRAN[\s\S]*reviu belum/,
  'dokumen-evaluasi-kinerja': /Sri Rahayu[\s\S]*97 %[\s\S]*Perilaku kerja BerAKHLAK[\s\S]*Predikat kinerja\s+Baik[\s\S]*Catatan penilai/,
  'rekap-kehadiran': /Oktober 2026[\s\S]*2 pegawai, 1 hari tanpa keterangan[\s\S]*LAMPIRAN[\s\S]*Dewi Lestari/,
  'surat-pernyataan-absen': /SRI WAHYUNI[\s\S]*batas\s+waktu\s+72\s+jam,\s+karena\s+jaringan\s+seluler\s+putus[\s\S]*Joko Santoso[\s\S]*Masuk 10 November[\s\S]*07\.12[\s\S]*Dewi Lestari/,
  'surat-panggilan-pegawai': /Joko Santoso[\s\S]*9 jam terlambat[\s\S]*5 Oktober 2026[\s\S]*teguran lisan[\s\S]*bukan hukuman/,
  'surat-dinas': /SEKRETARIAT DAERAH(?=[\s\S]*Tembusan)(?=[\s\S]*u\.b\.)[\s\S]*Contoh, 21 November 2026[\s\S]*daftar terlampir[\s\S]*DAFTAR PENERIMA[\s\S]*Camat Siman/,
  'surat-undangan': /Yth\.[\s\S]*Kepala Dinas Sosial\s+di Contoh[\s\S]*Senin, 30 November 2026[\s\S]*Bantarangin/,
  'nota-dinas': /NOTA DINAS\s+Nomor: 18\/ND[\s\S]*Tembusan[\s\S]*Sekretaris Dinas[\s\S]*NIP 19720315(?![\s\S]*Tembusan:)/,
  'surat-edaran': /BUPATI CONTOH[\s\S]*SURAT EDARAN[\s\S]*TENTANG\s+PEMAKAIAN APLIKASI/,
  'surat-perintah': /Menimbang[\s\S]*MEMERINTAHKAN[\s\S]*Dewi Lestari[\s\S]*Kecamatan Siman[\s\S]*pada tanggal[\s\S]*a\.n\./,
  keputusan: /KEPUTUSAN BUPATI CONTOH\s+NOMOR 100[\s\S]*TENTANG[\s\S]*a\.[\s\S]*Mengingat[\s\S]*MEMUTUSKAN[\s\S]*KETIGA[\s\S]*H\. SUGENG[\s\S]*LAMPIRAN/,
  'berita-acara-umum': /Senin tanggal dua puluh tiga[\s\S]*Pihak Pertama[\s\S]*Rini Astuti[\s\S]*Mengetahui/,
  'surat-keterangan': /Yang bertanda tangan[\s\S]*Kepala Dinas Penanaman Modal[\s\S]*menerangkan bahwa[\s\S]*Joko Santoso/,
  pengumuman: /PENGUMUMAN[\s\S]*TENTANG\s+PERUBAHAN JAM LAYANAN[\s\S]*Dikeluarkan di/,
  laporan: /LAPORAN[\s\S]*- 2 -[\s\S]*Dibuat di/,
  'telaahan-staf': /TELAAHAN STAF[\s\S]*Dari[\s\S]*Kepala Dinas Penanaman[\s\S]*register surat/,
  'naskah-umum': /SURAT PENGANTAR\s+Nomor: 000[\s\S]*Kepala Dinas Kesehatan/,
  spd: /Nomor: 000\.1\.2\.3\/7\/SPD[\s\S]*Joko Santoso[\s\S]*Surabaya[\s\S]*2 \(dua\) hari[\s\S]*5\.1\.02\.04\.01\.0001[\s\S]*Dikeluarkan di/,
  visum: /LEMBAR VISUM[\s\S]*000\.1\.2\.3\/7[\s\S]*II\.[\s\S]*Tiba di[\s\S]*IV\.[\s\S]*Telah diperiksa/,
  'slip-tpp': /SLIP TAMBAHAN PENGHASILAN PEGAWAI[\s\S]*Oktober 2026[\s\S]*9\.000\.000 × 0,7[\s\S]*Rp4\.536\.000[\s\S]*Dibayarkan\s+Rp3\.849\.300/,
  'lembar-disposisi': /LEMBAR DISPOSISI[\s\S]*1204\/2026[\s\S]*X\s+Sekretaris Daerah[\s\S]*Catatan/,
  'kartu-aktivasi': /198501012010011002[\s\S]*K7QM-2XPD-94TR/,
};

const cases = Object.keys(letterSamples).flatMap((id) => {
  const letter = typesetter.letters.find(id);
  return letter.ok ? letter.value.paper.allowed.map((paper) => [id, paper] as const) : [];
});
it.each(cases)('prints %s on %s', async (id, paper) => {
  const file = join(folder, `${id}-${paper}.pdf`);
  writeFileSync(file, await typesetter.render({ template: id, data: letterSamples[id]!, paper }));
  const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(text).toMatch(MUST_SHOW[id]!);
  expect(text.includes('DATA CONTOH, TIDAK BERLAKU')).toBe(letterSamples[id]!.demo);
});
