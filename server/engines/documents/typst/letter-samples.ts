import type { LetterData, Letterhead } from '../letter/letter-data.ts';
import { buildSignerBlock, type SignerBlock, type SignerFacts } from '../signer-block/signer-block.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { CODE, NOW, URL_BEHIND_QR } from '../documents-fixture.ts';
import { assessmentLetterSamples } from './assessment-letter-samples.ts';
import { officeLetterSamples } from './office-letter-samples.ts';

/** One full letter of every template, with every kind of letterhead, capacity and way of signing between them. */
const meta = (title: string) => ({ title, author: 'Pemerintah Kabupaten Contoh', keywords: ['contoh'], createdAt: NOW });
const desa: Letterhead = { kind: 'desa', government: 'Pemerintah Kabupaten Contoh', parents: ['Kecamatan Babadan'], name: 'Desa Pondok',
  address: 'Jalan Raya Pondok Nomor 12, Babadan, Contoh 63491',
  contact: 'Telepon (0352) 481234, pos-el desa.pondok@example.go.id' };
const dinas: Letterhead = { kind: 'perangkat-daerah', government: 'Pemerintah Kabupaten Contoh', name: 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu',
  address: 'Jalan Alun-Alun Utara Nomor 5, Contoh 63413',
  contact: 'Telepon (0352) 461234, laman dpmptsp.example.go.id, pos-el dpmptsp@example.go.id' };
const bupati: Letterhead = { kind: 'kepala-daerah', name: 'Bupati Contoh',
  address: 'Jalan Alun-Alun Utara Nomor 3, Contoh 63413' };
const block = (facts: Partial<SignerFacts> & Pick<SignerFacts, 'postTitle' | 'person'>): SignerBlock =>
  orRefuse(buildSignerBlock({ mode: 'none', capacity: 'definitif', signingDate: '2026-11-21', ...facts }));
const kades = block({ postTitle: 'Kepala Desa Pondok', person: { name: 'SUTRISNO HADI' } });
const plt = block({ capacity: 'plt', validFrom: '2026-10-01', mode: 'an', onBehalfOf: 'Bupati Contoh', postTitle: 'Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu',
  person: { name: 'Dra. SRI WAHYUNI, M.Si.', rank: 'Pembina Utama Muda', nip: '19720315 199703 2 004' } });
const ub = block({ mode: 'ub', onBehalfOf: 'Bupati Contoh', through: ['Sekretaris Daerah'], postTitle: 'Asisten Administrasi Umum',
  person: { name: 'Drs. BAMBANG SUPENO, M.M.', rank: 'Pembina Utama Muda', nip: '19690412 199003 1 007' } });
const v = { url: URL_BEHIND_QR, code: CODE };
const common = { date: '2026-11-21', place: 'Contoh', verification: v, demo: true };
export const letterSamples: Record<string, LetterData> = {
  'surat-keterangan-usaha': { ...common, letterhead: desa, number: '500.2/7/35.02.17.2005/XI/2026', signer: kades, way: 'internal',
    metadata: meta('Surat Keterangan Usaha'),
    fields: {
      nama: 'SITI AMINAH', nik: '3502175508909001', tempat_lahir: 'Contoh', tanggal_lahir: '1990-08-15', jenis_kelamin: 'Perempuan',
      pekerjaan: 'Pedagang', alamat: 'Dukuh Krajan RT 002 RW 001, Desa Pondok, Kecamatan Babadan',
      usaha_nama: 'Warung Sate Bu Siti', usaha_bidang: 'Penyediaan makan minum', usaha_alamat: 'Jalan Raya Pondok Nomor 40',
      usaha_sejak: 'Maret 2019', pengantar: 'surat pengantar Ketua RT 002 RW 001 Nomor 14/RT02/XI/2026',
      keperluan: 'pengajuan Kredit Usaha Rakyat', berlaku_sampai: '2027-05-21',
      jabatan_penanda_tangan: 'Kepala Desa Pondok, Kecamatan Babadan, Kabupaten Contoh' } },
  'surat-keterangan-penelitian': { ...common, demo: false, letterhead: { ...dinas, name: 'Badan Kesatuan Bangsa dan Politik' }, number: '000.9.2/153/BAKESBANGPOL/XI/2026',
    signer: block({ capacity: 'plh', validFrom: '2026-11-20', validUntil: '2026-11-25', postTitle: 'Kepala Badan Kesatuan Bangsa dan Politik',
      person: { name: 'Drs. AGUS PRAMONO, M.Si.', rank: 'Pembina Tingkat I', nip: '19710904 199203 1 003' } }),
    way: 'tersertifikasi', certificateIssuer: 'Balai Besar Sertifikasi Elektronik, Badan Siber dan Sandi Negara',
    metadata: meta('Surat Keterangan Penelitian'), copies: ['Bupati Contoh (sebagai laporan)', 'Camat Babadan'],
    fields: {
      nama: 'Rizky Ananda Putra', identitas: '2210411023', lembaga: 'Universitas Contoh Nusantara',
      alamat: 'Jalan Melati 4, Madiun', judul: 'Pengaruh Digitalisasi Layanan Desa terhadap Kepuasan Warga di Kecamatan Babadan',
      lokasi: 'Kecamatan Babadan', mulai: '2026-12-01', selesai: '2027-02-28', penanggung_jawab: 'Dr. Lestari, M.A.P.',
      anggota: ['Budi', 'Citra'],
      dasar_surat: 'surat Dekan Fakultas Ilmu Administrasi Nomor 120/FIA/2026 tanggal 3 November 2026' } },
  'izin-reklame': { ...common, letterhead: dinas, number: '500.16.7.2/41/DPMPTSP/XI/2026', signer: plt, way: 'basah',
    metadata: meta('Izin Reklame'), copies: ['Kepala Badan Pendapatan Daerah', 'Kepala Satuan Polisi Pamong Praja'],
    fields: {
      pemegang: 'CV Maju Jaya', nik_atau_nib: '1234567890123', alamat: 'Jalan Soekarno Hatta 20, Contoh',
      jenis: 'Papan nama (tetap)', naskah: 'Toko Maju Jaya', ukuran: '4 m × 2 m, tinggi 6 m', jumlah: 2,
      lokasi: [{ alamat: 'Jalan Soekarno Hatta 20', koordinat: '-7,8654; 111,4690', jumlah: 1 }, { alamat: 'Jalan Gajah Mada 3', koordinat: '-7,8700; 111,4621', jumlah: 1 }],
      mulai: '2026-11-21', selesai: '2027-11-20', skpd_nomor: '973/SKPD/2026/00412', pajak: 2450000,
      pertimbangan: ['pertimbangan teknis Dinas Pekerjaan Umum Nomor 600/88/DPUPKP/2026;', 'berita acara pemeriksaan Nomor 500.16.7.2/40/DPMPTSP/XI/2026.'] } },
  'surat-tugas': { ...common, letterhead: bupati, number: '800.1.11.1/99/XI/2026',
    signer: block({ postTitle: 'Bupati Contoh', person: { name: 'H. SUGENG RAHARJO', nip: 'x' }, isHeadOfRegion: true }), way: 'internal',
    metadata: meta('Surat Tugas'),
    fields: {
      dasar: ['Permohonan izin reklame nomor CTH-2026-004127;', 'Standar pelayanan DPMPTSP.'],
      petugas: [{ nama: 'Joko Santoso, S.T.', nip: '19850101 201001 1 002', pangkat: 'Penata (III/c)', jabatan: 'Pengawas Bangunan' }, { nama: 'Dewi Lestari', nip: '', pangkat: '', jabatan: 'Tenaga kontrak' }],
      maksud: 'Melaksanakan pemeriksaan lapangan atas titik reklame.\nMembuat berita acara pemeriksaan.',
      tempat: 'Jalan Soekarno Hatta 20, Contoh', mulai: '2026-11-23', selesai: '2026-11-24', waktu: '09.00 WIB sampai selesai' } },
  'berita-acara': { ...common, signer: ub, way: 'internal', letterhead: dinas, number: '500.16.7.2/40/DPMPTSP/XI/2026',
    metadata: meta('Berita Acara'),
    fields: {
      tanggal: '2026-11-23', tempat: 'Jalan Soekarno Hatta 20', surat_tugas: 'Surat Tugas Nomor 800.1.11.1/99/XI/2026',
      permohonan: 'permohonan izin reklame nomor CTH-2026-004127', pemohon: 'CV Maju Jaya',
      petugas: [{ nama: 'Joko Santoso, S.T.', nip: '19850101 201001 1 002', jabatan: 'Pengawas Bangunan' }, { nama: 'Dewi Lestari', nip: '', jabatan: 'Tenaga kontrak' }],
      hasil: [{ butir: 'Letak sesuai permohonan', keadaan: 'Sesuai', catatan: '' }, { butir: 'Jarak dari tepi jalan', keadaan: 'Sesuai', catatan: '3,2 m' }, { butir: 'Kekuatan tiang', keadaan: 'Perlu perbaikan', catatan: 'Baut dasar diganti sebelum pemasangan' }],
      kesimpulan: 'Titik reklame layak dengan perbaikan baut dasar.', kehadiran: 'hadir sendiri', saksi: ['Ketua RT 003'] } },
  'berita-acara-pemusnahan': { ...common, signer: ub, way: 'internal', letterhead: dinas, number: '000.5.6/4/SETDA/XI/2026',
    metadata: meta('Berita Acara Pemusnahan Arsip'),
    fields: {
      tanggal: '2026-11-23', instansi: 'Pemerintah Kabupaten Contoh', usulan: 'Pemusnahan arsip tahun 2015 sampai 2019', penanda_tangan: 'Dr. Contoh Hadi, M.Si.', jabatan: 'Sekretaris Daerah', jumlah_berkas: 2, jumlah_item: 31, anri: 'B-AK.02.09/112/2026 tanggal 2 November 2026',
      panitia: [{ nama: 'Sri Lestari, S.IP.', jabatan: 'Arsiparis Ahli Muda', pertimbangan: 'Setuju' }, { nama: 'Budi Santoso, S.H.', jabatan: 'Kepala Bagian Hukum', pertimbangan: 'Setuju. Perkara terkait sudah selesai.' }],
      pelaksana: 'Dewi Lestari, Arsiparis', saksi: 'Joko Santoso, S.T., Auditor Madya',
      berkas: [{ nomor: '000.1.5/3/2016', uraian: 'Rapat pimpinan dan notula tahun 2016', tahun: '2016', jumlah: '19', retensi: '2 + 3 tahun, musnah', dasar: 'Peraturan Bupati tentang JRA' }, { nomor: '000.1.2.3/1/2015', uraian: 'Perjalanan dinas pegawai', tahun: '2015', jumlah: '12', retensi: '2 + 5 tahun, musnah', dasar: 'Peraturan Bupati tentang JRA' }] } },
  'rekap-kehadiran': { ...common, signer: plt, way: 'internal', letterhead: dinas, number: '800.1.11/2/DPMPTSP/XI/2026', metadata: meta('Rekap Kehadiran'),
    fields: {
      bulan: 'Oktober 2026', unit: 'Dinas Contoh', keadaan: 'Terkunci', verifikasi: 'Sri Lestari, Kasubag Umum dan Kepegawaian', pegawai: 2, tanpa_keterangan: 1, terlambat: 3,
      baris: [{ nama: 'Dewi Lestari, S.E.', unit: 'Bidang Pelayanan', hk: '23', h: '20', dl: '2', wfh: '0', cuti: 'CT 1', tb: '0', tk: '0', tl: '3 (41)', psw: '0 (0)', jam: '150', potongan: '1,5' }, { nama: 'Joko Santoso, S.T.', unit: 'Bidang Pelayanan', hk: '23', h: '22', dl: '0', wfh: '0', cuti: '0', tb: '0', tk: '1', tl: '0 (0)', psw: '0 (0)', jam: '165', potongan: '4' }] } },
  'surat-panggilan-pegawai': { ...common, signer: plt, way: 'internal', letterhead: dinas, number: '800.1.6/3/DPMPTSP/XI/2026', metadata: meta('Surat Panggilan'),
    fields: { nama: 'Joko Santoso, S.T.', nip: '19850101 201001 1 002', pangkat: 'Penata (III/c)', jabatan: 'Penata Kelola Sistem', unit: 'Bidang Pelayanan', hari: 3, tanpa_keterangan: 2, jam_terlambat: '9', tahun: '2026', tangga: 'teguran lisan', pasal: 'Pasal 9 PP 94/2021', tanggal: ['Senin, 5 Oktober 2026', 'Selasa, 6 Oktober 2026'], per: '2026-10-30' } },
  'surat-pernyataan-absen': { ...common, signer: plt, way: 'internal', letterhead: dinas, number: '800.1.11/4/DPMPTSP/XI/2026', metadata: meta('Surat Pernyataan'),
    fields: { nama: 'Dra. SRI WAHYUNI, M.Si.', nip: '19720315 199703 2 004', jabatan: 'Camat Contoh', unit: 'Kecamatan Contoh', batas: '72 jam', sebab: 'jaringan seluler putus sejak 9 November 2026.', absen: [{ nama: 'Joko Santoso, S.T.', jabatan: 'Penata Kelola Sistem', absen: 'Masuk 10 November 2026 07.12', diterima: '16 November 2026 08.05' }, { nama: 'Dewi Lestari', jabatan: 'Operator Layanan', absen: 'Pulang 10 November 2026 16.03', diterima: '16 November 2026 08.05' }] } },
  'tanda-terima': { ...common,
    metadata: meta('Tanda terima'), letterhead: { ...dinas },
    fields: {
      instansi: 'Pemerintah Kabupaten Contoh', layanan: 'Surat Keterangan Usaha', nomor: 'CTH-2026-004127', kode_rahasia: '482913',
      pemohon: 'Siti Aminah', diterima: 'Sabtu, 21 November 2026 pukul 10.05 WIB', janji_selesai: '2026-11-24',
      biaya: 'Tidak dipungut biaya', petugas: 'Loket 2', berkas: ['Foto surat pengantar RT/RW', 'Foto tempat usaha'],
      kontak: 'Pertanyaan: WhatsApp 0812-0000-0000' } },
  'kartu-aktivasi': { ...common,
    metadata: meta('Kartu aktivasi'), letterhead: dinas,
    fields: {
      instansi: 'Pemerintah Kabupaten Contoh', unit: 'Dinas Komunikasi dan Informatika', nama: 'Joko Santoso, S.T.',
      nama_pengguna: '198501012010011002', kode: 'K7QM-2XPD-94TR', alamat_masuk: 'layanan.contoh.example.go.id/masuk',
      berlaku_sampai: '2026-12-05', kontak: 'Hubungi administrator unit Anda.' } },
  ...assessmentLetterSamples({ ...common, letterhead: dinas, number: '000.8.6/12/SETDA/XI/2026', signer: plt, way: 'internal' }),
  ...officeLetterSamples({ ...common, way: 'internal' }, { bupati, dinas, desa }, { plt, ub, bupati: block({ postTitle: 'Bupati Contoh', person: { name: 'H. SUGENG RAHARJO' }, isHeadOfRegion: true }), dinas: block({ postTitle: 'Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu', person: { name: 'Dra. SRI WAHYUNI, M.Si.', rank: 'Pembina Utama Muda', nip: '19720315 199703 2 004' } }) }),
};
