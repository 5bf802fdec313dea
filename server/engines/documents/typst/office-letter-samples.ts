import { paragraph, type Prose } from '../../prose/prose.ts';
import type { LetterData, Letterhead } from '../letter/letter-data.ts';
import type { SignerBlock } from '../signer-block/signer-block.ts';

/** Naskah dinas of every family, short and long, under every letterhead: used by `letter-samples.ts`. Names are invented. */
type Common = Omit<LetterData, 'fields' | 'metadata'>;
const named = (title: string) => ({ title, author: 'Pemerintah Kabupaten Contoh', keywords: ['contoh'], createdAt: new Date('2026-11-21T03:00:00Z') });
const words = (...all: string[]): Prose => ({ type: 'doc', content: all.map((one) => paragraph(one)) });
const BODY = [
  'Menindaklanjuti Peraturan Bupati Contoh Nomor 12 Tahun 2025 tentang Tata Naskah Dinas, seluruh perangkat daerah mulai memakai aplikasi persuratan pada 1 Januari 2027.',
  'Sehubungan dengan hal tersebut, kami minta Saudara menunjuk paling sedikit dua orang pengelola surat dan menyampaikan namanya paling lambat tanggal 5 Desember 2026.',
  'Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.',
];
const body = words(...BODY);
const joko = { nama: 'Joko Santoso, S.T.', nip: '19850101 201001 1 002', pangkat: 'Penata (III/c)', jabatan: 'Penata Kelola Sistem dan Teknologi Informasi' };
const dewi = { nama: 'Dewi Lestari', nip: '', pangkat: '', jabatan: 'Tenaga kontrak' };
const eight = ['Kepala Dinas Pendidikan', 'Kepala Dinas Kesehatan', 'Kepala Dinas Pekerjaan Umum, Perumahan, dan Kawasan Permukiman', 'Kepala Dinas Sosial', 'Inspektur', 'Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia', 'Camat Babadan', 'Camat Siman'];

export function officeLetterSamples(common: Common, head: Record<'bupati' | 'dinas' | 'desa', Letterhead>, signer: Record<'bupati' | 'dinas' | 'plt' | 'ub', SignerBlock>): Record<string, LetterData> {
  const setda: Letterhead = { ...head.dinas, name: 'Sekretariat Daerah' };
  const bySetda = { ...common, letterhead: setda, signer: signer.ub, number: '000.8.3/15/SETDA/XI/2026' };
  const byDinas = { ...common, letterhead: head.dinas, signer: signer.dinas, number: '000.8.3/41/DPMPTSP/XI/2026' };
  const byBupati = { ...common, letterhead: head.bupati, signer: signer.bupati, number: '23' };
  return {
    'surat-dinas': { ...bySetda, metadata: named('Surat Dinas'), copies: ['Bupati Contoh (sebagai laporan)', 'Inspektur Kabupaten Contoh'], fields: { sifat: 'Segera', lampiran: '1 (satu) lembar', hal: 'Penunjukan Pengelola Surat', kepada: eight, isi: body } },
    'surat-undangan': { ...byDinas, metadata: named('Surat Undangan'), fields: {
      sifat: 'Biasa', hal: 'Undangan Rapat Koordinasi', kepada: ['Kepala Dinas Kesehatan', 'Kepala Dinas Sosial'], kepada_di: 'Contoh', isi: words('Mengharap dengan hormat kehadiran Saudara pada:'),
      hari: 'Senin, 30 November 2026', pukul: '09.00 WIB sampai selesai', tempat_acara: 'Ruang Rapat Bantarangin Lantai 2', acara: 'Persiapan penerapan aplikasi persuratan', pakaian: 'Pakaian dinas harian', catatan: 'Mengingat pentingnya acara, kehadiran tidak diwakilkan.' } },
    'nota-dinas': { ...byDinas, number: '18/ND/DPMPTSP/2026', metadata: named('Nota Dinas'), copies: ['Sekretaris Dinas'], fields: { sifat: 'Biasa', hal: 'Usulan Pelatihan Pengelola Surat', kepada: ['Kepala Bidang Informasi'], isi: body } },
    'surat-edaran': { ...byBupati, number: '100.3.4/7/XI/2026', metadata: named('Surat Edaran'), fields: { kepada: ['Kepala Perangkat Daerah', 'Camat', 'Lurah dan Kepala Desa'], kepada_di: 'Kabupaten Contoh', hal: 'Pemakaian aplikasi persuratan di lingkungan Pemerintah Kabupaten Contoh', isi: body } },
    'surat-perintah': { ...byDinas, signer: signer.plt, metadata: named('Surat Perintah'), fields: { menimbang: ['bahwa aplikasi persuratan perlu dipasang di seluruh kecamatan;'], dasar: ['Peraturan Bupati Contoh Nomor 12 Tahun 2025;', 'Program kerja tahun 2026.'], petugas: [joko, dewi], isi: words('Memasang aplikasi persuratan di Kecamatan Babadan dan Kecamatan Siman.', 'Melaporkan hasilnya paling lambat tiga hari sesudah selesai.') } },
    'keputusan': { ...byBupati, number: '100.3.3.2/188/2026', metadata: named('Keputusan'), fields: {
      hal: 'Tim pengelola aplikasi persuratan tahun 2027',
      menimbang: ['bahwa untuk menertibkan tata naskah dinas perlu dibentuk tim pengelola aplikasi persuratan;', 'bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan Keputusan Bupati;'],
      mengingat: ['Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;', 'Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023 tentang Tata Naskah Dinas di Lingkungan Pemerintah Daerah;'],
      diktum: ['Membentuk tim pengelola aplikasi persuratan dengan susunan sebagaimana tercantum dalam Lampiran keputusan ini.', 'Tim bertugas memasang, memelihara, dan melatih pemakai aplikasi persuratan.', 'Keputusan ini mulai berlaku pada tanggal ditetapkan.'],
      isi: words('Susunan tim: Ketua, Sekretaris Daerah; Sekretaris, Kepala Dinas Komunikasi dan Informatika.') } },
    'berita-acara-umum': { ...byDinas, metadata: named('Berita Acara'), fields: { hal: 'Serah terima perangkat', tanggal: '2026-11-23', tempat: 'Kantor Kecamatan Babadan', pihak: [{ nama: 'Joko Santoso, S.T.', nip: '19850101 201001 1 002', jabatan: 'Penata Kelola Sistem', sebagai: 'Pihak Pertama' }, { nama: 'Rini Astuti, S.Sos.', nip: '19810404 200801 2 010', jabatan: 'Sekretaris Kecamatan Babadan', sebagai: 'Pihak Kedua' }], isi: words('Pihak Pertama menyerahkan kepada Pihak Kedua dua unit pemindai dokumen dalam keadaan baik.') } },
    'surat-keterangan': { ...common, letterhead: head.desa, signer: signer.dinas, number: '800/12/2026', metadata: named('Surat Keterangan'), fields: { orang: [{ butir: 'Nama', isi: 'Joko Santoso, S.T.' }, { butir: 'NIP', isi: words('19850101 201001 1 002') }, { butir: 'Jabatan', isi: words('Penata Kelola Sistem') }], isi: words('adalah pegawai aktif pada Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu.') } },
    'pengumuman': { ...byDinas, metadata: named('Pengumuman'), fields: { hal: 'Perubahan jam layanan loket selama libur akhir tahun', isi: body } },
    'laporan': { ...byDinas, metadata: named('Laporan'), fields: { hal: 'Pemasangan aplikasi persuratan di kecamatan', isi: words(...Array.from({ length: 7 }, () => BODY).flat()) } },
    'telaahan-staf': { ...byDinas, metadata: named('Telaahan Staf'), fields: { kepada: ['Bupati Contoh'], sifat: 'Terbatas', hal: 'Penggabungan register surat di kecamatan', isi: body } },
    'naskah-umum': { ...byDinas, metadata: named('Surat Pengantar'), fields: { judul: 'Surat Pengantar', kepada: ['Kepala Dinas Kesehatan'], isi: body } },
    'spd': { ...byDinas, number: '000.1.2.3/7/SPD/DPMPTSP/2026', metadata: named('Surat Perjalanan Dinas'), fields: {
      pemberi: 'Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu', nama: joko.nama, nip: joko.nip, pangkat: joko.pangkat, jabatan: joko.jabatan, tingkat: 'C', maksud: 'Menghadiri rapat koordinasi penerapan aplikasi persuratan', angkutan: 'Kendaraan dinas',
      berangkat_dari: 'Contoh', tujuan: 'Surabaya', lama: '2 (dua) hari', mulai: '2026-11-23', selesai: '2026-11-24', pengikut: ['Dewi Lestari'], anggaran_instansi: 'Dinas Penanaman Modal dan PTSP', anggaran_kode: '5.1.02.04.01.0001', anggaran_sumber: 'DPA 2026', surat_tugas: '800.1.11.1/99/XI/2026' } },
    'surat-izin-cuti': { ...byDinas, number: '800.1.11.4/3/DPMPTSP/XI/2026', metadata: named('Surat Izin Cuti Tahunan'), fields: {
      nama: joko.nama, nip: joko.nip, pangkat: joko.pangkat, jabatan: joko.jabatan, unit: 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu', jenis: 'Cuti tahunan', lama: '3 (tiga) hari kerja', mulai: '2026-11-25', selesai: '2026-11-27', alamat: 'Jalan Melati 4, Madiun', sisa: '9 hari kerja', pengganti: 'Dewi Lestari', dasar: 'PP 11/2017 Pasal 310-315' } },
    'visum': { demo: true, metadata: named('Lembar Visum'), fields: { nomor_spd: '000.1.2.3/7/SPD/DPMPTSP/2026', nama: joko.nama, nip: joko.nip, berangkat_dari: 'Contoh', tujuan: 'Surabaya', mulai: '2026-11-23', pejabat: 'Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu' } },
    'sasaran-kinerja-pegawai': { demo: true, metadata: named('Sasaran Kinerja Pegawai'), fields: {
      tahun: '2026', masa: '1 Januari 2026 sampai dengan 31 Desember 2026', pendekatan: 'kuantitatif', keadaan: 'Berjalan, versi 2', nama: joko.nama, nip: joko.nip, pangkat: joko.pangkat, jabatan: joko.jabatan, unit: 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu', penilai: 'Dra. SRI WAHYUNI, M.Si.', penilai_jabatan: 'Kepala Dinas',
      hasil: [{ nomor: '1', jenis: 'utama', didukung: 'Meningkatnya mutu layanan perizinan', hasil: 'Berkas izin selesai tepat waktu', indikator: 'Waktu: berkas selesai dalam batas', target: '95 %' }, { nomor: '', jenis: 'utama', didukung: '', hasil: '', indikator: 'Kualitas: nilai kepuasan', target: '88' }, { nomor: '2', jenis: 'tambahan', didukung: '', hasil: 'Anggota tim aplikasi', indikator: 'Kuantitas: rapat diikuti', target: '12 kali' }],
      perilaku: ['Berorientasi pelayanan', 'Akuntabel', 'Kompeten', 'Harmonis', 'Loyal', 'Adaptif', 'Kolaboratif'].map((nilai, at) => ({ nilai, perilaku: 'Memahami dan memenuhi kebutuhan masyarakat; ramah, cekatan, solutif, dapat diandalkan.', ekspektasi: at === 0 ? 'Tidak ada pemohon yang datang dua kali' : '' })), sumber_daya: 'Dua petugas loket', konsekuensi: 'Usulan pelatihan' } },
    'rekap-laporan-harian': { demo: true, metadata: named('Rekap Laporan Harian'), fields: {
      bulan: 'November 2026', nama: joko.nama, nip: joko.nip, jabatan: joko.jabatan, unit: 'Dinas Penanaman Modal dan PTSP', penyetuju: 'Dra. SRI WAHYUNI, M.Si., Kepala Dinas', jumlah: '6.600 menit disetujui, 330 belum diputus, 0 ditolak',
      laporan: Array.from({ length: 45 }, (_, at) => ({ tanggal: `${(at % 20) + 1} November 2026`, kegiatan: 'Memeriksa kelengkapan berkas permohonan izin', hasil: 'Berkas izin selesai tepat waktu; 12 berkas', menit: '150', keadaan: at < 40 ? 'Disetujui' : 'Menunggu persetujuan' })) } },
    'slip-tpp': { demo: true, metadata: named('Slip TPP'), fields: {
      bulan: 'Oktober 2026', nama: joko.nama, nip: joko.nip, pangkat: joko.pangkat, unit: 'Dinas Penanaman Modal dan PTSP', keadaan: 'Disetujui', aturan: 'TPP ASN (contoh); Peraturan Bupati contoh', bersih: 'Rp3.849.300',
      baris: [
        { uraian: 'Penata Perizinan Ahli Muda, DPMPTSP', hitungan: '31 hari kalender', dasar: '', jumlah: '', tebal: 'judul' },
        { uraian: 'TPP dasar kelas jabatan', hitungan: '9.000.000 × 0,7 × 0,9 × 0,8', dasar: 'Kepmendagri 900-4700/2020', jumlah: 'Rp4.536.000', tebal: 'tidak' },
        { uraian: 'Bagian produktivitas', hitungan: '4.500.000 × 0,6 × 0,9', dasar: 'Peraturan Bupati contoh', jumlah: 'Rp2.430.000', tebal: 'ya' },
        { uraian: 'Jumlah bruto', hitungan: '', dasar: '', jumlah: 'Rp4.095.000', tebal: 'judul' },
        { uraian: 'PPh 21 golongan III', hitungan: '4.095.000 × 0,05', dasar: 'PP 80/2010 (contoh)', jumlah: '−Rp204.750', tebal: 'ya' },
      ] } },
    'lembar-disposisi': { ...common, letterhead: head.bupati, metadata: named('Lembar Disposisi'), fields: {
      surat_dari: 'Gubernur Jawa Timur', nomor_surat: '500.2.2/2871/021.2/2026', tanggal_surat: '2026-11-20', diterima: '21 November 2026 pukul 07.42', agenda: '1204/2026', sifat: 'Biasa', kecepatan: 'Segera', hal: 'Undangan rapat pengendalian inflasi daerah', lampiran: '1 lembar',
      kepada: [...eight.slice(0, 5), 'Sekretaris Daerah'].map((jabatan, at) => ({ jabatan, tanda: at === 5 ? 'x' : '' })),
      instruksi: ['Tindak lanjuti', 'Selesaikan sesuai ketentuan', 'Untuk diketahui', 'Pelajari dan beri saran', 'Koordinasikan', 'Siapkan jawaban', 'Siapkan bahan', 'Hadiri atau wakili', 'Jadwalkan', 'Bicarakan dengan saya', 'Pantau', 'Edarkan', 'Umumkan', 'Arsipkan', 'Tolak dengan alasan'].map((judul, at) => ({ judul, tanda: at === 7 ? 'x' : '' })),
      catatan: 'Sekda mewakili; bawa data stok pangan dari Dinas Perdagangan.', batas: '22 November 2026', oleh: 'Bupati Contoh' } },
  };
}
