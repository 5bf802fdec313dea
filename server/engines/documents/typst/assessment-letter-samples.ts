import type { LetterData } from '../letter/letter-data.ts';

/** Papers of an assessment, with names as long as they come: used by `letter-samples.ts`. */
type Common = Omit<LetterData, 'fields' | 'metadata'>;
const aspects = [
  ['1', 'Kebijakan Internal Tata Kelola SPBE', '13,00', '2,40'], ['2', 'Perencanaan Strategis SPBE', '10,00', '2,50'],
  ['3', 'Teknologi Informasi dan Komunikasi', '10,00', '3,00'], ['4', 'Penyelenggara SPBE', '5,00', '1,50'],
  ['5', 'Penerapan Manajemen SPBE', '12,00', '1,25'], ['6', 'Pelaksanaan Audit TIK', '4,50', '1,33'],
  ['7', 'Layanan Administrasi Pemerintahan Berbasis Elektronik', '27,50', '3,90'], ['8', 'Layanan Publik Berbasis Elektronik', '18,00', '4,00'],
] as const;
const domains = [['1', 'Kebijakan Internal SPBE', '13,00', '2,40'], ['2', 'Tata Kelola SPBE', '25,00', '2,50'], ['3', 'Manajemen SPBE', '16,50', '1,27'], ['4', 'Layanan SPBE', '45,50', '3,94']] as const;
const parts = [
  ...domains.map(([nomor, nama, bobot, nilai]) => ({ jenis: 'Domain', nomor, nama, bobot, nilai, lalu: '2,00', kelompok: '2,31' })),
  ...aspects.map(([nomor, nama, bobot, nilai], at) => ({ jenis: 'Aspek', nomor, nama, bobot, nilai, lalu: at === 5 ? '' : '2,25', kelompok: '2,80' })),
];
const indicators = Array.from({ length: 47 }, (_, at) => ({
  bagian: `Aspek ${aspects[Math.floor(at / 6)]![0]}: ${aspects[Math.floor(at / 6)]![1]}`, nomor: String(at + 1),
  nama: at === 6 ? 'Kebijakan Internal Penggunaan Sistem Penghubung Layanan' : `Indikator contoh ke-${at + 1}`, tingkat: String((at % 5) + 1), nama_tingkat: ['Rintisan', 'Terkelola', 'Terdefinisi', 'Terpadu dan Terukur', 'Optimum'][at % 5]!,
  mandiri: String(Math.min(5, (at % 5) + 2)),
  justifikasi: at % 3 === 0 ? 'Peraturan Bupati Contoh Nomor 12 Tahun 2025 pasal 4 sampai 9 memuat seluruh cakupan, tetapi laporan reviu belum dilampirkan, sehingga tingkat keempat belum terpenuhi.' : '',
}));
const finding = (nomor: string, nama: string, tingkat: string, uraian: string) => ({ nomor, nama, tingkat, uraian });
const about = {
  instansi: 'Pemerintah Kabupaten Contoh Kepulauan Bagian Selatan', kegiatan: 'Evaluasi SPBE 2025 (simulasi)', instrumen: 'Permenpan RB 59/2020 (Indeks SPBE, 47 indikator)',
  penyelenggara: 'Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi',
};
const sekda = { ...about, penanda_tangan: 'Dra. SRI WAHYUNI, M.Si.', jabatan: 'Sekretaris Daerah Kabupaten Contoh' };
const named = (title: string) => ({ title, author: 'Pemerintah Kabupaten Contoh', keywords: ['contoh'], createdAt: new Date('2026-11-21T03:00:00Z') });

export const assessmentLetterSamples = (common: Common): Record<string, LetterData> => ({
  'penilaian-berita-acara': { ...common, metadata: named('Berita Acara Penilaian Mandiri'), fields: {
    ...sekda, tanggal: '2026-11-21', indeks: '2,94', predikat: 'Baik', jumlah_indikator: 47, jumlah_bukti: 183,
    tim: [{ nama: 'Retno Wulandari, S.Kom.', peran: 'Penanggung jawab' }, { nama: 'Joko Santoso, S.T.', peran: 'Anggota' }],
    bagian: parts.map(({ jenis, nomor, nama, nilai }) => ({ jenis, nomor, nama, nilai })),
    indikator: indicators.map(({ nomor, nama, tingkat }) => ({ nomor, nama, tingkat, bukti: '4' })),
  } },
  'dokumen-evaluasi-kinerja': { ...common, metadata: named('Dokumen Evaluasi Kinerja Pegawai'), fields: {
    periode: 'Triwulan III 2026', masa: '1 Juli 2026 sampai dengan 30 September 2026', pendekatan: 'kuantitatif', nama: 'Sri Rahayu, S.AP.', nip: '198802292012032901', pangkat: 'Penata Muda Tingkat I / III.b', jabatan: 'Analis Perizinan', unit: 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu',
    penilai: 'Dwi Hartanto, S.H., M.H.', penilai_jabatan: 'Kepala Bidang Pelayanan Perizinan',
    hasil: [{ nomor: '1', jenis: 'utama', hasil: 'Izin terbit sesuai janji waktu', indikator: 'Waktu: bagian izin yang terbit tepat waktu', target: '95 %', realisasi: '97 %' }, { nomor: '', jenis: 'utama', hasil: '', indikator: 'Kuantitas: berkas yang ditelaah', target: '120 berkas', realisasi: '131 berkas' }, { nomor: '2', jenis: 'tambahan', hasil: 'Panduan telaah tersusun', indikator: 'Kualitas: disetujui kepala bidang', target: '1 dokumen', realisasi: '1 dokumen' }],
    perilaku: ['Berorientasi pelayanan', 'Akuntabel', 'Kompeten', 'Harmonis', 'Loyal', 'Adaptif', 'Kolaboratif'].map((nilai) => ({ nilai, ekspektasi: 'Memahami dan memenuhi kebutuhan masyarakat; ramah, cekatan, dan dapat diandalkan.', penilaian: 'Sesuai ekspektasi' })),
    rating_hasil: 'Di atas ekspektasi', rating_perilaku: 'Sesuai ekspektasi', predikat: 'Baik', catatan: 'Pertahankan ketepatan waktu; perbanyak berbagi pengetahuan dengan rekan.',
  } },
  'penilaian-persetujuan-publikasi': { ...common, metadata: named('Pernyataan Persetujuan Publikasi'), fields: { ...sekda, persetujuan: 'menyetujui', catatan: 'Persetujuan ini berlaku untuk hasil tahun 2025.' } },
  'laporan-hasil-evaluasi': { ...common, metadata: named('Laporan Hasil Evaluasi'), fields: {
    ...about, tahun: '2025', cara: 'evaluasi (dokumen, interviu, visitasi)', sifat: 'Akhir', indeks: '2,94', indeks_penuh: '2,9385', predikat: 'Baik', predikat_makna: 'predikat menurut indeks sebelum dibulatkan',
    indeks_lalu: '2,41', nama_lalu: 'Indeks SPBE 2023', indeks_kelompok: '2,67', nama_kelompok: 'Rata-rata kabupaten', skala_min: '1', skala_max: '5',
    bagian: parts, indikator: indicators,
    kekuatan: [finding('42', 'Layanan Pengaduan Pelayanan Publik', '5', 'Terhubung dengan SP4N-LAPOR! dan diperbarui menurut reviu tahunan.'), finding('32', 'Layanan Perencanaan', '4', 'Terpadu dengan penganggaran.')],
    kelemahan: [finding('29', 'Pelaksanaan Audit Infrastruktur SPBE', '1', 'Audit belum pernah dilakukan.'), finding('21', 'Penerapan Manajemen Risiko SPBE', '2', 'Hanya pada sebagian unit kerja.')],
    tingkat_pemenuhan: ['2', '3', '4', '5'], pemenuhan: aspects.map(([nomor, nama]) => ({ nomor, nama, jumlah: '10', a: '9', b: '6', c: '2', d: '0' })),
    ringkasan: 'Layanan sudah baik, tetapi manajemen tertinggal.\nDahulukan manajemen risiko dan audit TIK, lalu tetapkan pedomannya.',
    rekomendasi: [
      { nomor: '1', indikator: '29', uraian: 'Melaksanakan audit infrastruktur, aplikasi, dan keamanan SPBE paling sedikit sekali dalam dua tahun.', kepada: 'Inspektorat Kabupaten Contoh', batas: '31 Maret 2027' },
      { nomor: '2', indikator: '', uraian: 'Menetapkan pedoman manajemen SPBE.', kepada: 'Dinas Komunikasi, Informatika, dan Statistik', batas: '30 Juni 2027' },
    ],
    sanggah: 'Instansi dapat mengajukan sanggahan tiap indikator sampai 5 Desember 2026.', tim: [{ nama: 'Dr. Lestari, M.Kom.', peran: 'Asesor pertama' }, { nama: 'Bambang Supeno, M.M.', peran: 'Reviu' }],
  } },
});
