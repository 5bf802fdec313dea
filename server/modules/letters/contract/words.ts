/** Words of the forms and lists. Keys are stored; never rename one. Sources: reference of naskah dinas, Permendagri 1/2023, Permendagri 83/2022. */

/** Sifat: how far a letter may be read. In this order each is read by fewer people than the one before. */
export const SECRECY = {
  biasa: { title: 'Biasa', code: 'B', help: 'Dibaca unit yang terlibat dan unit di bawahnya.' },
  terbatas: { title: 'Terbatas', code: 'T', help: 'Dibaca unit yang terlibat saja.' },
  rahasia: { title: 'Rahasia', code: 'R', help: 'Dibaca jabatan yang dituju, penerima disposisi, dan orang yang disebut namanya.' },
  'sangat-rahasia': { title: 'Sangat rahasia', code: 'SR', help: 'Dibaca orang yang disebut namanya saja. Isinya tersimpan tersandi, setiap pembukaan dicatat.' },
} as const;
export type Secrecy = keyof typeof SECRECY;
export const secrecyNames = Object.keys(SECRECY) as [Secrecy, ...Secrecy[]];

/** Kecepatan: how soon it must be handled. A field of its own, never mixed with sifat. */
export const URGENCY = {
  biasa: { title: 'Biasa' },
  segera: { title: 'Segera' },
  'sangat-segera': { title: 'Sangat segera (kilat)' },
} as const;
export type Urgency = keyof typeof URGENCY;
export const urgencyNames = Object.keys(URGENCY) as [Urgency, ...Urgency[]];

/** Where a letter stands as a whole. */
export const LETTER_STATES = {
  diterima: 'Belum didisposisi', didisposisi: 'Didisposisi', dikembalikan: 'Dikembalikan ke tata usaha', selesai: 'Selesai',
} as const;
export type LetterState = keyof typeof LETTER_STATES;

/** Where one recipient stands. `terlambat` is never stored: it is worked out from the deadline. */
export const BRANCH_STATES = {
  baru: 'Belum dibaca', dibaca: 'Sudah dibaca', diproses: 'Diproses', selesai: 'Selesai', dikembalikan: 'Dikembalikan', ditarik: 'Ditarik',
} as const;
export type BranchState = keyof typeof BRANCH_STATES;
export const branchStateNames = Object.keys(BRANCH_STATES) as [BranchState, ...BranchState[]];

/** Exactly one `lead` (penanggung jawab) in each disposition; the others support or only take note. */
export const BRANCH_ROLES = { lead: 'Penanggung jawab', support: 'Pendukung' } as const;
export type BranchRole = keyof typeof BRANCH_ROLES;

/** How a letter came in. */
export const CHANNELS = { counter: 'Diantar atau pos', email: 'Surel', srikandi: 'SRIKANDI', institution: 'Instansi lain di Pendopo', paper: 'Buku agenda kertas', internal: 'Unit di dalam instansi' } as const;
export type Channel = keyof typeof CHANNELS;

/** Where a disposition was given that an assistant only wrote down. */
export const SOURCES = { oral: 'Lisan', paper: 'Lembar disposisi kertas' } as const;
export type Source = keyof typeof SOURCES;

/** What becomes of an invitation at one post. */
export const ATTENDANCE = { tentative: 'Belum dijawab', attending: 'Hadir', represented: 'Diwakili', declined: 'Tidak hadir' } as const;
export type AttendanceState = keyof typeof ATTENDANCE;
