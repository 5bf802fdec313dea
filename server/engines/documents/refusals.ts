import type { FieldRefusal, RefusalTable } from '../../platform/kernel/refusal.ts';
import { proseRefusals } from '../prose/refusals.ts';

const text = (value: unknown): string => String(value ?? '');
const PATTERN_REASONS: Record<string, string> = {
  empty: 'Pola nomor masih kosong. Contoh: {kode}/{urut}/{unit}/{romawi}/{yyyy}.',
  'too-long': 'Pola nomor terlalu panjang. Pakai paling banyak 200 karakter.',
  brace: 'Tanda kurung kurawal pada pola nomor tidak berpasangan. Tulis misalnya {urut}.',
  separator: 'Pola nomor memuat karakter yang tidak tercetak. Ketik ulang pemisahnya.',
  'no-counter': 'Pola nomor belum memuat {urut}. Tambahkan {urut} atau {urut:3}.',
  'two-counters': 'Pola nomor memuat {urut} lebih dari sekali. Sisakan satu.',
  'counter-needs-separator': 'Beri pemisah antara {urut} dan token angka di sebelahnya, misalnya {urut}/{yyyy}.',
};
const MODE_REASONS: Record<string, string> = {
  'an-without-superior': 'Sebut pejabat yang diatasnamakan (a.n.).',
  'superior-without-an': 'Pejabat yang diatasnamakan hanya diisi bila menandatangani a.n. atau u.b.',
  'on-behalf-of-oneself': 'Seorang pejabat tidak menandatangani atas nama dirinya sendiri. Periksa rantai a.n./u.b.',
};

/** Sentences for every refusal of the documents engine, and of the bodies that it prints. */
export const documentRefusals: RefusalTable = {
  ...proseRefusals,
  'documents.finished-place': {
    status: 422,
    sentence: (d) => `Berkas PDF belum memuat tempat untuk ${(d['missing'] as string[] | undefined)?.map((what) => (what === 'ttd' ? 'tanda tangan (${ttd})' : `nomor (\${${what}})`)).join(' dan ') ?? ''}. Tulis tandanya di berkas, atau tunjuk tempatnya.`,
  },
  'documents.finished-page': { status: 422, sentence: (d) => `Tempat ditunjuk di halaman ${text(d['page'])}, sedangkan berkas hanya ${text(d['pages'])} halaman.` },
  'documents.finished-off-page': { status: 422, sentence: (d) => `Tempat untuk ${text(d['what'])} di halaman ${text(d['page'])} berada di luar kertas. Tunjuk lagi tempatnya.` },
  'documents.finished-too-large': { status: 413, sentence: (d) => `Berkas PDF ${text(d['megabytes'])} MB terlalu besar; paling besar ${text(d['limit'])} MB. Pindai lebih ringan (200 dpi, hitam putih), atau jadikan lampiran.` },
  'documents.finished-too-long': { status: 422, sentence: (d) => `Berkas PDF ${text(d['pages'])} halaman; paling banyak ${text(d['limit'])}. Jadikan sebagian sebagai lampiran.` },
  'documents.finished-password': { status: 422, sentence: 'Berkas PDF ini terkunci kata sandi, jadi tidak dapat menjadi naskah. Simpan ulang tanpa kata sandi.' },
  'documents.finished-script': { status: 422, sentence: 'Berkas PDF ini memuat skrip atau perintah yang berjalan sendiri. Cetak ulang ke PDF, lalu unggah hasilnya.' },
  'documents.finished-broken': { status: 422, sentence: 'Berkas PDF ini tidak utuh atau bukan PDF. Simpan ulang sebagai PDF, lalu unggah lagi.' },
  'documents.unknown-template': {
    status: 422,
    sentence: (d) => `Templat surat "${text(d['template'])}" tidak ada. Pilih salah satu: ${(d['known'] as string[] | undefined)?.join(', ') ?? ''}.`,
  },
  'documents.letter-incomplete': {
    status: 422,
    sentence: (d) => {
      const others = ((d['fields'] as FieldRefusal[] | undefined)?.length ?? 1) - 1;
      return `${text(d['title'])} belum dapat dibuat. ${text(d['first'])}${others > 0 ? ` Ada ${others} isian lain yang perlu dilengkapi.` : ''}`;
    },
  },
  'documents.letter-too-long': { status: 422, sentence: 'Isi surat terlalu panjang untuk dicetak. Pindahkan sebagian ke lampiran.' },
  'documents.paper-not-allowed': {
    status: 422,
    sentence: (d) => `Surat ini tidak dicetak di kertas ${text(d['paper'])}. Pilih ${(d['allowed'] as string[] | undefined)?.join(', ') ?? ''}.`,
  },
  'documents.picture-name': { status: 422, sentence: 'Nama berkas gambar hanya huruf kecil, angka, titik, dan tanda hubung, berakhiran svg, png, atau jpg.' },
  'documents.picture-too-large': { status: 422, sentence: (d) => `Gambar ${text(d['name'])} lebih dari ${text(d['limitMegabytes'])} MB. Perkecil dahulu.` },
  'documents.picture-unreadable': { status: 422, sentence: (d) => `Berkas ${text(d['name'])} bukan gambar yang sesuai dengan akhirannya. Simpan ulang sebagai SVG, PNG, atau JPG.` },
  'documents.number-pattern': {
    status: 422,
    sentence: (d) => PATTERN_REASONS[text(d['reason'])] ??
      `Token ${text(d['near'])} tidak dikenal. Pakai {kode} {urut} {urut:3} {unit} {jabatan} {derajat} {jenis} {mm} {romawi} {yyyy} {yy}.`,
  },
  'documents.number-part-missing': { status: 422, sentence: (d) => `Nomor surat memerlukan ${text(d['part'])}. Lengkapi dahulu di register atau unitnya.` },
  'documents.number-sequence': { status: 422, sentence: 'Nomor urut harus bilangan bulat mulai 1; sisipan ditulis satu atau dua huruf kecil.' },
  'documents.number-date': { status: 422, sentence: 'Tanggal surat tidak ada di kalender. Tulis sebagai YYYY-MM-DD.' },
  'documents.number-other-year': { status: 409, sentence: (d) => `Tanggal surat ${text(d['date'])} bukan tahun register ${text(d['seriesYear'])}. Pakai nomor cadangan atau register tahun itu.` },
  'documents.signer-ub-without-an': { status: 422, sentence: 'u.b. hanya sah di bawah a.n. Isi pejabat yang diatasnamakan dan pejabat penerima a.n., atau pilih a.n. saja.' },
  'documents.signer-mode': { status: 422, sentence: (d) => MODE_REASONS[text(d['reason'])] ?? 'Periksa cara menandatangani.' },
  'documents.signer-too-low': { status: 422, sentence: (d) => `u.b. paling rendah ${text(d['limit'])} tingkat di bawah pejabat pertama. Pilih pejabat yang lebih tinggi.` },
  'documents.signer-capacity-undated': { status: 422, sentence: (d) => `${text(d['capacity'])} memerlukan tanggal surat perintah atau keputusan. Lengkapi masa jabatannya.` },
  'documents.signer-not-in-office': {
    status: 409,
    sentence: (d) => `Pada ${text(d['day'])} pejabat ini tidak memegang jabatan ${text(d['post'])}. Pilih pejabat yang berwenang pada tanggal itu.`,
  },
  'documents.signer-nameless': { status: 422, sentence: 'Isi nama dan jabatan penanda tangan.' },
  'documents.certificate-of-somebody-else': {
    status: 409,
    sentence: (d) => `Sertifikat atas nama ${text(d['certificate'])}, sedangkan penanda tangan ${text(d['shown'])}. Pakai sertifikat milik penanda tangan.`,
  },
  'documents.certificate-not-valid': { status: 409, sentence: (d) => `Sertifikat ${text(d['name'])} tidak berlaku pada waktu ini (sampai ${text(d['until'])}). Terbitkan yang baru di halaman Organisasi.` },
  'documents.key-does-not-open': { status: 500, sentence: 'Kunci tanda tangan tidak dapat dibuka. Periksa rahasia induk pada setelan server.' },
  'documents.pdf-not-signable': { status: 422, sentence: 'Berkas PDF ini tidak dapat ditandatangani (bukan PDF utuh, terkunci, atau susunannya tidak didukung). Cetak ulang ke PDF lalu coba lagi.' },
};
