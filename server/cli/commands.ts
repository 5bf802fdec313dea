import type { Command } from './command.ts';

export interface CommandEntry {
  noun: string;
  /** Empty when the noun alone is the command. */
  verb: string;
  /** Indonesian, one line. */
  summary: string;
  /** Loaded only when asked for: a command must not pay for what the others import. */
  load(): Promise<Command>;
}

/** The table of contents of the command line: one row per command, the file stands in `commands/`. */
export const commands: readonly CommandEntry[] = [
  {
    noun: 'setup',
    verb: '',
    summary: 'buat instansi dan administrator pertamanya pada pemasangan yang masih kosong',
    load: async () => (await import('./commands/setup.ts')).setup,
  },
  {
    noun: 'calendar',
    verb: 'due',
    summary: 'hitung batas waktu dalam hari kerja, jam kerja atau hari kalender',
    load: async () => (await import('./commands/calendar.ts')).calendarDue,
  },
  {
    noun: 'calendar',
    verb: 'check',
    summary: 'periksa daftar hari libur (CSV) sebelum dipakai',
    load: async () => (await import('./commands/calendar.ts')).calendarCheck,
  },
  {
    noun: 'nik',
    verb: 'check',
    summary: 'periksa bentuk NIK dan baca isinya',
    load: async () => (await import('./commands/nik.ts')).nikCheck,
  },
  {
    noun: 'nip',
    verb: 'check',
    summary: 'periksa bentuk NIP dan baca isinya',
    load: async () => (await import('./commands/nip.ts')).nipCheck,
  },
  {
    // The same under the noun of the personnel office.
    noun: 'staff',
    verb: 'nip-check',
    summary: 'periksa NIP: tanggal lahir, bulan pengangkatan, jenis kelamin',
    load: async () => (await import('./commands/nip.ts')).nipCheck,
  },
  {
    noun: 'attendance',
    verb: 'deduct',
    summary: 'hitung potongan satu hari kerja dari jam masuk dan pulang',
    load: async () => (await import('./commands/attendance.ts')).attendanceDeduct,
  },
  {
    noun: 'attendance',
    verb: 'verify',
    summary: 'hitung ulang sidik tiap kumpulan absen dan bandingkan dengan entri auditnya',
    load: async () => (await import('./commands/attendance-verify.ts')).attendanceVerify,
  },
  {
    noun: 'performance',
    verb: 'predicate',
    summary: 'predikat kinerja pegawai dari hasil kerja dan perilaku',
    load: async () => (await import('./commands/performance.ts')).performancePredicate,
  },
  {
    noun: 'allowance',
    verb: 'compute',
    summary: 'hitung TPP satu bulan baris demi baris dari kelas, produktivitas, dan potongan',
    load: async () => (await import('./commands/allowance.ts')).allowanceCompute,
  },
  {
    noun: 'document',
    verb: 'verify',
    summary: 'periksa keaslian surat PDF: asli, berubah, atau tidak dikenal',
    load: async () => (await import('./commands/document.ts')).documentVerify,
  },
  {
    noun: 'audit',
    verb: 'verify',
    summary: 'hitung ulang rantai jejak audit dan sebutkan yang pertama berubah, hilang, atau disisipkan',
    load: async () => (await import('./commands/audit.ts')).auditVerify,
  },
  {
    noun: 'permohonan',
    verb: 'check-state',
    summary: 'lipat ulang semua permohonan dari tindakannya dan bandingkan',
    load: async () => (await import('./commands/permohonan.ts')).permohonanCheckState,
  },
  {
    noun: 'pengaduan',
    verb: 'check-state',
    summary: 'lipat ulang semua laporan pengaduan dari tindakannya dan bandingkan',
    load: async () => (await import('./commands/complaints.ts')).complaintsCheckState,
  },
  {
    noun: 'archive',
    verb: 'due',
    summary: 'berkas arsip yang masa aktif atau masa simpannya habis pada suatu hari',
    load: async () => (await import('./commands/archive.ts')).archiveDue,
  },
  {
    noun: 'surat',
    verb: 'check-state',
    summary: 'lipat ulang semua surat dan disposisi dari tindakannya dan bandingkan',
    load: async () => (await import('./commands/letters.ts')).lettersCheckState,
  },
  {
    noun: 'naskah',
    verb: 'check-state',
    summary: 'lipat ulang semua naskah keluar dari tindakannya dan bandingkan dengan yang tersimpan',
    load: async () => (await import('./commands/outgoing.ts')).outgoingCheckState,
  },
  {
    noun: 'assessment',
    verb: 'score',
    summary: 'hitung indeks dan predikat secara eksak dari tingkat tiap indikator (CSV)',
    load: async () => (await import('./commands/assessment.ts')).assessmentScore,
  },
  {
    noun: 'assessment',
    verb: 'instruments',
    summary: 'daftar instrumen penilaian dalam katalog',
    load: async () => (await import('./commands/assessment.ts')).assessmentInstruments,
  },
  {
    noun: 'wilayah',
    verb: 'import-boundaries',
    summary: 'muat garis batas wilayah (GeoJSON atau TopoJSON, menurut kode Kemendagri) untuk peta',
    load: async () => (await import('./commands/wilayah.ts')).wilayahImportBoundaries,
  },
];
