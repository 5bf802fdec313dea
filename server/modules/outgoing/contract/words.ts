/** Words of forms and lists. Keys are stored; never rename one. Source: reference of naskah dinas, section 9 (Permendagri 1/2023). */

/** Where a letter stands as a whole. */
export const STATES = {
  konsep: 'Konsep', paraf: 'Menunggu paraf', koreksi: 'Dikembalikan untuk diperbaiki', siap_ttd: 'Menunggu tanda tangan', penomoran: 'Bernomor, sedang diterbitkan', ditandatangani: 'Ditandatangani', terkirim: 'Terkirim', diberkaskan: 'Diberkaskan', batal: 'Batal',
} as const;
export type OutgoingState = keyof typeof STATES;
export const stateNames = Object.keys(STATES) as [OutgoingState, ...OutgoingState[]];

/** Boxes of a post's desk. */
export const BOXES = { drafts: 'Konsep saya', initial: 'Menunggu paraf saya', sign: 'Menunggu tanda tangan saya', others: 'Menunggu orang lain', sent: 'Terkirim' } as const;
export type OutgoingBox = keyof typeof BOXES;
export const boxNames = Object.keys(BOXES) as [OutgoingBox, ...OutgoingBox[]];

/** How it reaches one addressee. */
export const CHANNELS = { internal: 'Surat masuk unit', institution: 'Instansi lain di Pendopo', email: 'Surel', print: 'Dicetak dan diantar' } as const;
export type DeliveryChannel = keyof typeof CHANNELS;

export const DELIVERY_STATES = { waiting: 'Belum dikirim', sent: 'Dalam perjalanan', received: 'Diterima', failed: 'Tidak sampai' } as const;
export type DeliveryState = keyof typeof DELIVERY_STATES;

/** In whose name the signer signs: own power, atas nama, untuk beliau. */
export const SIGN_MODES = { none: 'Atas wewenang sendiri', an: 'a.n. (atas nama)', ub: 'u.b. (untuk beliau)' } as const;
export type SignFor = keyof typeof SIGN_MODES;

/** Tiers initial one after another; those coordinated with afterwards, side by side. */
export const STEP_KINDS = { tier: 'Paraf berjenjang', coordination: 'Paraf koordinasi' } as const;
export type StepKind = keyof typeof STEP_KINDS;
