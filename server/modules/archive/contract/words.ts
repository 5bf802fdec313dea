/** Words that people read, in the order in which they are offered. */
export const FATES = { musnah: 'Musnah', permanen: 'Permanen', 'dinilai-kembali': 'Dinilai kembali' } as const;
export type Fate = keyof typeof FATES;
export const SECURITY = { biasa: 'Biasa', terbatas: 'Terbatas', rahasia: 'Rahasia', 'sangat-rahasia': 'Sangat rahasia' } as const;
export type Security = keyof typeof SECURITY;
export const FOLDER_STATES = { open: 'Terbuka', closed: 'Ditutup', moving: 'Dalam pemindahan', inactive: 'Di unit kearsipan', destroyed: 'Dimusnahkan', static: 'Diserahkan ke LKD' } as const;
export type FolderState = keyof typeof FOLDER_STATES;
export const COPIES = { asli: 'Asli', kopi: 'Kopi', salinan: 'Salinan' } as const;
export type Copy = keyof typeof COPIES;
export const HOLD_KINDS = { pemeriksaan: 'Pemeriksaan (audit)', perkara: 'Perkara di pengadilan', pengaduan: 'Pengaduan', lainnya: 'Lainnya' } as const;
export type HoldKind = keyof typeof HOLD_KINDS;
export const MOVE_KINDS = { 'unit-kearsipan': 'Pemindahan ke unit kearsipan', lkd: 'Penyerahan ke lembaga kearsipan daerah' } as const;
export type MoveKind = keyof typeof MOVE_KINDS;
export const MOVE_STATES = { sent: 'Menunggu diterima', received: 'Diterima', returned: 'Dikembalikan' } as const;
export type MoveState = keyof typeof MOVE_STATES;
export const DISPOSAL_STATES = { appraising: 'Dinilai panitia', deciding: 'Menunggu persetujuan', approved: 'Disetujui', reported: 'Berita acara ditandatangani', executed: 'Menunggu saksi', done: 'Dimusnahkan', rejected: 'Ditolak', cancelled: 'Dibatalkan' } as const;
export type DisposalState = keyof typeof DISPOSAL_STATES;
export const ITEM_KINDS = { in: 'Surat masuk', out: 'Surat keluar', paper: 'Dokumen' } as const;
export type ItemKind = keyof typeof ITEM_KINDS;

export const namesOf = <K extends string>(words: Readonly<Record<K, string>>): [K, ...K[]] => Object.keys(words) as [K, ...K[]];

/** One line of the JRA with the SKKAAD class of its code. Years are whole. */
export interface RetentionFields {
  activeYears: number;
  inactiveYears: number;
  fate: Fate;
  security: Security;
  /** Who may read it: "Unit pengolah, pimpinan, pengawas". */
  access: string;
  basis: string;
}
