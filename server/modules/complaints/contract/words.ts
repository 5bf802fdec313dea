/** Names of the parts of a laporan, with the words that people read. Keys are stored; never rename one. */

export const KINDS = {
  complaint: { title: 'Pengaduan', help: 'Layanan atau fasilitas bermasalah dan perlu diperbaiki.' },
  misconduct: { title: 'Pengaduan penyimpangan', help: 'Dugaan penyalahgunaan wewenang atau pungutan liar. Hanya Inspektorat yang membacanya.' },
  information: { title: 'Permintaan informasi', help: 'Anda ingin mengetahui sesuatu dari pemerintah daerah.' },
  aspiration: { title: 'Aspirasi', help: 'Usul atau saran untuk pemerintah daerah.' },
} as const;
export type Kind = keyof typeof KINDS;
export const kindNames = Object.keys(KINDS) as [Kind, ...Kind[]];

/** `title` as the public reads it, `desk` as officers do; `open311` is the status a foreign client gets. */
export const STATES = {
  submitted: { title: 'Menunggu verifikasi', desk: 'Menunggu verifikasi', open311: 'open' },
  held: { title: 'Menunggu data dari pelapor', desk: 'Ditunda', open311: 'open' },
  'not-ours': { title: 'Diteruskan ke pihak yang berwenang', desk: 'Bukan wewenang', open311: 'open' },
  archived: { title: 'Diarsipkan', desk: 'Arsip', open311: 'closed' },
  verified: { title: 'Terverifikasi', desk: 'Terverifikasi', open311: 'open' },
  disposed: { title: 'Diteruskan ke unit', desk: 'Terdisposisi', open311: 'open' },
  'in-progress': { title: 'Sedang ditangani', desk: 'Proses', open311: 'open' },
  'wait-reporter': { title: 'Menunggu tanggapan pelapor', desk: 'Menunggu tanggapan pelapor', open311: 'open' },
  scheduled: { title: 'Dijadwalkan', desk: 'Dijadwalkan', open311: 'open' },
  resolved: { title: 'Selesai', desk: 'Selesai', open311: 'closed' },
  'reopen-requested': { title: 'Diminta dibuka kembali', desk: 'Minta dibuka kembali', open311: 'open' },
  duplicate: { title: 'Digabung dengan laporan lain', desk: 'Duplikat', open311: 'closed' },
} as const;
export type State = keyof typeof STATES;
export const stateNames = Object.keys(STATES) as [State, ...State[]];
export const CLOSED_STATES: readonly State[] = ['archived', 'resolved', 'duplicate'];

export const CHANNELS = {
  web: 'Halaman pengaduan', desk: 'Loket', kiosk: 'Kios', phone: 'Telepon', whatsapp: 'WhatsApp', 'social-media': 'Media sosial', email: 'Surel', api: 'API', open311: 'Open311', lapor: 'SP4N-LAPOR!', hop: 'Dari instansi lain',
} as const;
export type Channel = keyof typeof CHANNELS;
export const channelNames = Object.keys(CHANNELS) as [Channel, ...Channel[]];

/** What is measured. The limits are rows that the administrator edits, each with its legal basis. */
export const CLOCKS = {
  verification: { title: 'Verifikasi dan penerusan', start: 'Laporan diterima' },
  'first-answer': { title: 'Tindak lanjut pertama', start: 'Disposisi ke unit' },
  resolution: { title: 'Penyelesaian', start: 'Laporan terverifikasi (lengkap)' },
  'reporter-reply': { title: 'Tanggapan pelapor', start: 'Pertanyaan petugas terakhir' },
  completion: { title: 'Pelengkapan data oleh pelapor', start: 'Pemberitahuan penundaan' },
  extension: { title: 'Perpanjangan penyelesaian', start: 'Pemberitahuan perpanjangan' },
  'reopen-window': { title: 'Kesempatan menilai atau meminta dibuka kembali', start: 'Laporan selesai' },
  'outside-asking': { title: 'Menanyakan kepada pihak luar', start: 'Diteruskan ke luar' },
} as const;
export type ClockName = keyof typeof CLOCKS;
export const clockNames = Object.keys(CLOCKS) as [ClockName, ...ClockName[]];

export const LIMIT_UNITS = { WD: 'hari kerja', CD: 'hari kalender' } as const;
export type LimitUnit = keyof typeof LIMIT_UNITS;

/** Whom a rung of the escalation ladder tells. */
export const ESCALATE_TO = { liaison: 'Pejabat penghubung', 'unit-head': 'Kepala unit', coordinator: 'Admin koordinator', sekda: 'Sekretaris Daerah', inspektorat: 'Inspektorat' } as const;
export type EscalateTo = keyof typeof ESCALATE_TO;

export const ARCHIVE_REASONS = {
  'wrong-format': 'Tidak dapat dipahami', 'too-general': 'Terlalu umum', 'not-government': 'Bukan urusan pemerintahan', 'no-data': 'Data tidak dilengkapi', spam: 'Kiriman sampah', withdrawn: 'Dicabut pelapor', 'legal-case': 'Sedang diproses hukum', elsewhere: 'Ditutup di sistem asalnya',
} as const;
export type ArchiveReason = keyof typeof ARCHIVE_REASONS;

/** Why a report waits for a moderator before anybody else sees it. It is stored, counted and told to its reporter. */
export const MODERATION_REASONS = { flood: 'Banyak laporan dari satu sumber', identical: 'Isinya sama dengan banyak laporan lain', profanity: 'Ada kata kasar', media: 'Lampiran perlu diperiksa',
  number: 'Menyebut nomor laporan lain tanpa bukti', spam: 'Ditandai kiriman sampah oleh peladen surel' } as const;
export type ModerationReason = keyof typeof MODERATION_REASONS;

/** What became of a letter in the mailbox. */
export const MAIL_OUTCOMES = { report: 'Menjadi laporan', reply: 'Menjadi tanggapan pelapor', note: 'Menjadi catatan pada laporan', ignored: 'Tidak diambil', refused: 'Tidak dapat diambil' } as const;
export type MailOutcome = keyof typeof MAIL_OUTCOMES;
export const MAIL_REASONS = {
  bounce: 'Pemberitahuan gagal kirim', 'auto-reply': 'Balasan otomatis', list: 'Surel edaran', own: 'Dari alamat Pendopo sendiri', before: 'Lebih lama dari kotak surat yang dinyalakan', flood: 'Terlalu banyak tanggapan dalam satu jam', 'cannot-reply': 'Laporannya tidak lagi menerima tanggapan',
  'too-large': 'Terlalu besar; hanya teksnya yang diambil', unreadable: 'Tidak dapat dibaca utuh', files: 'Sebagian lampiran tidak disimpan', number: 'Menyebut nomor laporan tanpa bukti', spam: 'Ditandai kiriman sampah',
} as const;
export type MailReason = keyof typeof MAIL_REASONS;

export const OUTSIDE_PARTIES = { pln: 'PLN', pdam: 'PDAM', 'national-road': 'Balai Besar Pelaksanaan Jalan Nasional', 'province': 'Pemerintah provinsi', police: 'Kepolisian', ministry: 'Kementerian atau lembaga', lapor: 'Admin nasional SP4N-LAPOR!', other: 'Pihak lain' } as const;
export type OutsideParty = keyof typeof OUTSIDE_PARTIES;
