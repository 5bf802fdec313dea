import type { NavItem, Viewer } from './types.ts';

/** What stands in the frames. A page is added here when it exists; an entry with a permission needs a hat that holds it. */
export interface NavGroup {
  title?: string;
  items: NavItem[];
}

export const citizenNavigation: NavItem[] = [
  { href: '/layanan', label: 'Semua layanan' },
  { href: '/lacak', label: 'Lacak permohonan' },
  { href: '/pengaduan', label: 'Pengaduan' },
  { href: '/kinerja', label: 'Kinerja kami' },
];

export const signedInNavigation: NavItem[] = [
  { href: '/permohonan-saya', label: 'Permohonan saya' },
  { href: '/pengaduan-saya', label: 'Laporan saya' },
  { href: '/kotak-masuk', label: 'Kotak masuk' },
  { href: '/akun', label: 'Akun dan data saya' },
];

export const footNavigation: NavItem[] = [
  { href: '/v', label: 'Periksa keaslian dokumen' },
  { href: '/indeks', label: 'Indeks pemerintah digital' },
  { href: '/privasi', label: 'Data pribadi Anda' },
  { href: '/api/docs', label: 'Untuk pengembang' },
];

export const officerNavigation: NavGroup[] = [
  {
    items: [
      { href: '/petugas/hari-ini', label: 'Hari ini' },
      { href: '/petugas', label: 'Tugas saya', permission: 'permohonan.process' },
      { href: '/petugas/belum-diambil', label: 'Belum diambil', permission: 'permohonan.process' },
      { href: '/petugas/menunggu-pemohon', label: 'Menunggu pemohon', permission: 'permohonan.process' },
      { href: '/petugas/loket', label: 'Loket', permission: 'permohonan.counter' },
      { href: '/petugas/identitas', label: 'Verifikasi identitas', permission: 'identity.verify' },
    ],
  },
  {
    title: 'Pengaduan',
    items: [
      { href: '/petugas/pengaduan', label: 'Antrean laporan', permission: 'complaints.handle' },
      { href: '/petugas/pengaduan/peta', label: 'Peta laporan', permission: 'complaints.handle' },
      { href: '/petugas/pengaduan/catat', label: 'Catat laporan', permission: 'complaints.enter' },
      { href: '/petugas/pengaduan/lapor', label: 'SP4N-LAPOR!', permission: 'complaints.coordinate' },
    ],
  },
  {
    title: 'Naskah dinas',
    items: [
      { href: '/petugas/naskah', label: 'Naskah saya' },
      { href: '/petugas/naskah/baru', label: 'Tulis naskah' },
      { href: '/petugas/naskah/register', label: 'Register naskah keluar', permission: 'outgoing.register' },
    ],
  },
  {
    title: 'Surat',
    items: [
      { href: '/petugas/surat', label: 'Surat masuk' },
      { href: '/petugas/surat/cari', label: 'Cari surat' },
      { href: '/petugas/surat/catat', label: 'Catat surat', permission: 'letters.register' },
      { href: '/petugas/surat/agenda', label: 'Buku agenda', permission: 'letters.book' },
      { href: '/petugas/surat/kirim', label: 'Kirim ke instansi lain', permission: 'letters.send' },
      { href: '/petugas/perjalanan', label: 'Perjalanan dinas', permission: 'travel.read' },
      { href: '/petugas/naskah-srikandi', label: 'Naskah SRIKANDI', permission: 'letter-types.record-national' },
    ],
  },
  {
    title: 'Saya',
    items: [
      { href: '/saku', label: 'Absen di HP (Saku)', permission: 'attendance.own' },
      { href: '/petugas/kehadiran/kode-pintu', label: 'Absen dengan kode pintu', permission: 'attendance.own' },
      { href: '/petugas/kehadiran', label: 'Kehadiran saya', permission: 'timesheets.own' },
      { href: '/petugas/kehadiran/jadwal', label: 'Jadwal kerja saya', permission: 'work-schedules.own' },
      { href: '/petugas/cuti', label: 'Cuti saya', permission: 'leave.own' },
      { href: '/petugas/lkh', label: 'Laporan harian', permission: 'performance.own' },
      { href: '/petugas/skp', label: 'SKP saya', permission: 'performance.own' },
      { href: '/petugas/tpp', label: 'Slip TPP saya', permission: 'allowance.own' },
      { href: '/petugas/kehadiran/pin', label: 'PIN saya', permission: 'attendance.own-pin' },
    ],
  },
  {
    title: 'Bawahan saya',
    items: [
      { href: '/petugas/kehadiran/tinjau', label: 'Tinjau absen', permission: 'attendance.review' },
      { href: '/petugas/kehadiran/foto', label: 'Foto absen', permission: 'attendance.review' },
      { href: '/petugas/kehadiran/permohonan', label: 'Lupa absen dan keberatan', permission: 'timesheets.own' },
      { href: '/petugas/cuti/tinjau', label: 'Permintaan cuti', permission: 'leave.own' },
      { href: '/petugas/lkh/staf', label: 'Laporan harian bawahan', permission: 'performance.own' },
      { href: '/petugas/skp/staf', label: 'SKP bawahan', permission: 'performance.own' },
    ],
  },
  {
    title: 'Kehadiran unit',
    items: [
      { href: '/pimpinan/pegawai', label: 'Pegawai hari ini', permission: 'staff-overview.see' },
      { href: '/petugas/kehadiran/unit', label: 'Kehadiran unit', permission: 'timesheets.see' },
      { href: '/petugas/kehadiran/rekap', label: 'Rekap bulanan', permission: 'timesheets.see' },
      { href: '/petugas/kehadiran/perubahan', label: 'Hari dihitung ulang', permission: 'timesheets.see' },
      { href: '/petugas/kehadiran/disiplin', label: 'Peringatan disiplin', permission: 'timesheets.see' },
      { href: '/petugas/kehadiran/lembar', label: 'Daftar hadir kertas', permission: 'attendance.doors' },
      { href: '/petugas/kehadiran/jadwal/susun', label: 'Susun jadwal jaga', permission: 'work-schedules.roster' },
      { href: '/kelola/kehadiran/hp', label: 'HP absen', permission: 'attendance.phones' },
      { href: '/petugas/kehadiran/perangkat', label: 'Perangkat kantor', permission: 'attendance.doors' },
      { href: '/kelola/kehadiran/tempat', label: 'Tempat absen', permission: 'attendance.places' },
    ],
  },
  {
    title: 'Kepegawaian',
    items: [
      { href: '/kelola/cuti', label: 'Register cuti', permission: 'leave.register' },
      { href: '/kelola/kehadiran/jam-kerja', label: 'Jam kerja', permission: 'work-schedules.manage' },
      { href: '/kelola/kehadiran/aturan', label: 'Aturan kehadiran', permission: 'timesheets.rules' },
      { href: '/kelola/kehadiran/cara-absen', label: 'Cara absen dinilai', permission: 'attendance.manage' },
      { href: '/kelola/kehadiran/status', label: 'Tugas belajar dan gangguan', permission: 'timesheets.lock' },
      { href: '/kelola/kehadiran/mesin', label: 'Mesin absen', permission: 'attendance.terminals' },
      { href: '/petugas/lkh/rekap', label: 'Rekap kinerja unit', permission: 'performance.oversee' },
      { href: '/kelola/skp', label: 'Predikat dan sebaran', permission: 'performance.oversee' },
    ],
  },
  {
    title: 'Tambahan penghasilan',
    items: [
      { href: '/kelola/tpp', label: 'Daftar bayar TPP', permission: 'allowance.read' },
      { href: '/kelola/tpp/koreksi', label: 'Koreksi TPP', permission: 'allowance.read' },
      { href: '/kelola/tpp/simulasi', label: 'Simulasi TPP', permission: 'allowance.read' },
      { href: '/kelola/tpp/aturan', label: 'Aturan TPP', permission: 'allowance.read' },
    ],
  },
  {
    title: 'Arsip',
    items: [
      { href: '/petugas/arsip', label: 'Berkas arsip', permission: 'archive.read' },
      { href: '/petugas/arsip/pinjaman', label: 'Peminjaman', permission: 'archive.file' },
      { href: '/petugas/arsip/pemindahan', label: 'Pemindahan', permission: 'archive.file' },
      { href: '/petugas/arsip/pemusnahan', label: 'Pemusnahan', permission: 'archive.keep' },
      { href: '/kelola/arsip/klasifikasi', label: 'Klasifikasi arsip', permission: 'archive.configure' },
      { href: '/kelola/arsip/retensi', label: 'Jadwal retensi', permission: 'archive.configure' },
    ],
  },
  {
    title: 'Penilaian',
    items: [
      { href: '/petugas/penilaian', label: 'Penilaian instansi', permission: 'self-assessment.view' },
      { href: '/petugas/penilaian/permintaan', label: 'Permintaan bukti', permission: 'self-assessment.hand-in' },
      { href: '/petugas/penilaian/formulir', label: 'Formulir IETPD', permission: 'self-assessment.view' },
      { href: '/petugas/penilaian/tindak-lanjut', label: 'Tindak lanjut rekomendasi' },
    ],
  },
  {
    title: 'Evaluasi',
    items: [
      { href: '/petugas/evaluasi/meja', label: 'Meja asesor', permission: 'evaluation.desk' },
      { href: '/petugas/evaluasi', label: 'Putaran penilaian', permission: 'evaluation.organise' },
      { href: '/petugas/evaluasi/asesor', label: 'Asesor', permission: 'evaluation.organise' },
      { href: '/petugas/evaluasi/kepentingan', label: 'Kepentingan saya', permission: 'evaluation.assess' },
    ],
  },
  {
    title: 'Unit',
    items: [
      { href: '/petugas/berkas', label: 'Semua berkas', permission: 'permohonan.process' },
      { href: '/petugas/berkas-berjalan', label: 'Berkas berjalan', permission: 'permohonan.import' },
      { href: '/petugas/cari', label: 'Cari berkas' },
      { href: '/petugas/kinerja', label: 'Kinerja unit' },
    ],
  },
];

export const leaderNavigation: NavItem[] = [
  { href: '/pimpinan', label: 'Menunggu tanda tangan' },
  { href: '/pimpinan/terlambat', label: 'Terlambat', permission: 'permohonan.lead' },
  { href: '/pimpinan/pengaduan', label: 'Pengaduan', permission: 'complaints.lead' },
  { href: '/pimpinan/surat', label: 'Surat masuk' },
  { href: '/saku', label: 'Absen dan surat di HP' },
  { href: '/pimpinan/agenda', label: 'Agenda undangan' },
  { href: '/petugas/naskah', label: 'Naskah dinas' },
  { href: '/petugas/hari-ini', label: 'Kehadiran, cuti, dan kinerja saya' },
  { href: '/pimpinan/pegawai', label: 'Pegawai', permission: 'staff-overview.see' },
  { href: '/pimpinan/kinerja', label: 'Kinerja', permission: 'permohonan.lead' },
  { href: '/petugas/penilaian/tindak-lanjut', label: 'Tindak lanjut penilaian', permission: 'self-assessment.see-follow-up' },
  { href: '/petugas/penilaian', label: 'Penilaian', permission: 'self-assessment.view' },
];

export const administratorNavigation: NavGroup[] = [
  {
    title: 'Kelola',
    items: [
      { href: '/kelola', label: 'Ringkasan' },
      { href: '/kelola/organisasi', label: 'Organisasi' },
      { href: '/kelola/akun', label: 'Akun pegawai', permission: 'identity.manage-staff' },
      { href: '/kelola/layanan', label: 'Layanan', permission: 'layanan.manage' },
      { href: '/kelola/kalender', label: 'Kalender kerja' },
      { href: '/kelola/seri', label: 'Seri nomor', permission: 'issuance.manage' },
      { href: '/kelola/naskah', label: 'Jenis naskah', permission: 'letter-types.manage' },
      { href: '/kelola/templat', label: 'Templat surat', permission: 'issuance.manage' },
      { href: '/kelola/pengaduan', label: 'Setelan pengaduan', permission: 'complaints.configure' },
      { href: '/kelola/penilaian', label: 'Instrumen penilaian', permission: 'assessments.configure' },
      { href: '/kelola/surat', label: 'Setelan surat', permission: 'letters.configure' },
    ],
  },
  {
    title: 'Sistem',
    items: [
      { href: '/kelola/pekerjaan', label: 'Pekerjaan', permission: 'operations.jobs' },
      { href: '/kelola/kunci-api', label: 'Kunci API', permission: 'identity.manage-keys' },
      { href: '/kelola/jejak', label: 'Jejak audit', permission: 'audit.read' },
    ],
  },
];

const ADMINISTERS = ['administrator', 'unit-administrator', 'auditor'];
/** One rail for whoever holds a post, wherever a page lies: who administers begins with that, and only they see it. */
export const railFor = (viewer: Viewer | null): NavGroup[] => (viewer?.hat?.duties.some((duty) => ADMINISTERS.includes(duty)) ? [...administratorNavigation, ...officerNavigation] : officerNavigation);

/** Entries that the viewer's hat may open, with the counts of the page; where nothing waits stands no number. */
export function forViewer(items: NavItem[], viewer: Viewer | null, counts: Record<string, number> = {}): NavItem[] {
  return items
    .filter((item) => !item.permission || viewer?.hat?.permissions.includes(item.permission))
    .map((item) => ({ ...item, count: (counts[item.href] ?? item.count) || undefined }));
}

/** The entry under which an address lies: the longest that it begins with. */
export function currentIn(items: NavItem[], pathname: string): string | undefined {
  return items
    .map((item) => item.href)
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
