import type { Capacity, Duty, Employment, SignMode, UnitKind } from '../../../../../../server/modules/organization/contract.ts';

/** How the administrator's pages call what the contract names in code. */
export const kindWords: Record<UnitKind, string> = {
  'head-of-region': 'Kepala daerah', dprd: 'DPRD', setda: 'Sekretariat daerah', dinas: 'Dinas', badan: 'Badan', inspektorat: 'Inspektorat', setwan: 'Sekretariat DPRD', bagian: 'Bagian', bidang: 'Bidang',
  uptd: 'UPTD', rsud: 'RSUD', kecamatan: 'Kecamatan', kelurahan: 'Kelurahan', desa: 'Desa', lainnya: 'Lainnya',
};
export const kindOptions = Object.entries(kindWords).map(([id, label]) => ({ id, label }));

export const capacityWords: Record<Capacity, string> = { definitive: 'Definitif', plt: 'Plt.', plh: 'Plh.', pj: 'Pj.', pjs: 'Pjs.' };
export const capacityOptions = [
  { id: 'definitive', label: 'Definitif', help: 'Diangkat dalam jabatan ini.' },
  { id: 'plt', label: 'Plt. (pelaksana tugas)', help: 'Jabatan kosong. Berakhir sendiri begitu jabatan terisi.' },
  { id: 'plh', label: 'Plh. (pelaksana harian)', help: 'Pejabatnya berhalangan beberapa hari.' },
  { id: 'pj', label: 'Pj. (penjabat)', help: 'Jabatan kosong, ditunjuk dengan keputusan. Jabatan lamanya tetap.' },
  { id: 'pjs', label: 'Pjs. (penjabat sementara)', help: 'Kepala daerah cuti di luar tanggungan negara.' },
];

export const dutyWords: Record<Duty, { label: string; help: string }> = {
  desk: { label: 'Petugas loket', help: 'Menerima permohonan warga yang datang.' },
  verifier: { label: 'Verifikator', help: 'Memeriksa kelengkapan berkas.' },
  analyst: { label: 'Analis', help: 'Mengkaji dan membuat rekomendasi.' },
  opinion: { label: 'Pertimbangan teknis', help: 'Memberi pendapat unit.' },
  inspector: { label: 'Pemeriksa lapangan', help: 'Meninjau lokasi dan membuat berita acara.' },
  treasurer: { label: 'Bendahara', help: 'Mencatat ketetapan dan pembayaran.' },
  initialer: { label: 'Pemaraf', help: 'Memaraf konsep surat.' },
  signer: { label: 'Penanda tangan', help: 'Menandatangani surat unit.' },
  leader: { label: 'Pimpinan', help: 'Melihat kinerja dan keterlambatan.' },
  assistant: { label: 'Asisten pimpinan', help: 'Menyiapkan, tidak menandatangani.' },
  administrator: { label: 'Administrator instansi', help: 'Mengelola seluruh instansi.' },
  'unit-administrator': { label: 'Administrator unit', help: 'Mengelola akun, loket, dan jam unitnya.' },
  auditor: { label: 'Auditor', help: 'Membaca jejak audit.' },
  'complaint-coordinator': { label: 'Admin koordinator pengaduan', help: 'Memverifikasi, mendisposisi, dan menayangkan pengaduan.' },
  'complaint-liaison': { label: 'Pejabat penghubung', help: 'Menjawab pengaduan untuk unitnya.' },
  'assessment-coordinator': { label: 'Koordinator SPBE', help: 'Menandatangani dan mengirim penilaian mandiri (sekretaris daerah).' },
  'assessment-responsible': { label: 'Penanggung jawab penilaian', help: 'Membagi indikator, memeriksa, dan menyetujui jawaban.' },
  'assessment-member': { label: 'Anggota tim asesor internal', help: 'Menjawab indikator dan menyerahkan data dukung unitnya.' },
  'assessment-organiser': { label: 'Penyelenggara penilaian', help: 'Membuka penilaian, menugasi asesor, dan menayangkan hasil.' },
  assessor: { label: 'Asesor eksternal', help: 'Menilai instansi yang ditugaskan kepadanya.' },
  'assessment-reviewer': { label: 'Tim reviu penilaian', help: 'Menyatakan nilai asesor valid atau tidak valid.' },
  'letter-clerk': { label: 'Pengelola surat', help: 'Mencatat surat masuk dalam buku agenda unitnya.' },
  archivist: { label: 'Arsiparis', help: 'Memelihara berkas unit kearsipan, pinjaman, dan penyusutannya.' },
  'personnel-officer': { label: 'Pengelola kepegawaian unit', help: 'Kehadiran, cuti, jadwal, dan rekap pegawai unitnya.' },
  'personnel-agency': { label: 'Pengelola kepegawaian instansi', help: 'Aturan jam kerja, cuti, kinerja, dan tambahan penghasilan; mengunci rekap (BKPSDM).' },
  'payroll-officer': { label: 'Pengelola gaji', help: 'Mengambil rekap dan tambahan penghasilan untuk pembayaran.' },
};
export const dutyOptions = Object.entries(dutyWords).map(([id, words]) => ({ id, ...words }));

export const employmentWords: Record<Employment, string> = { pns: 'PNS', cpns: 'CPNS', pppk: 'PPPK', 'head-of-region': 'Kepala daerah atau anggota DPRD', village: 'Perangkat desa', contract: 'Tenaga kontrak' };
export const employmentOptions = Object.entries(employmentWords).map(([id, label]) => ({ id, label }));

export const signModeOptions: { id: SignMode; label: string; help: string }[] = [
  { id: 'tersertifikasi', label: 'Tersertifikasi', help: 'Sertifikat elektronik dari penyelenggara, misalnya BSrE.' },
  { id: 'internal', label: 'Internal', help: 'Sertifikat instansi sendiri; surat menyebut "tidak tersertifikasi".' },
  { id: 'basah', label: 'Basah', help: 'Dicetak, ditandatangani dan dicap, lalu pindaiannya diunggah.' },
];
export const signModeWords: Record<SignMode, string> = { tersertifikasi: 'tersertifikasi', internal: 'internal (tidak tersertifikasi)', basah: 'tanda tangan basah' };

export const weekdays = ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'];
