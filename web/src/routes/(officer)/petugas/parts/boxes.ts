import type { QueueRow } from './api.ts';

/** The boxes of the desk: where they stand in the address, what the server calls them, what an empty one says. */
export const boxes = {
  saya: { box: 'mine', href: '/petugas', title: 'Tugas saya', empty: 'Tidak ada berkas di tangan Anda', hint: 'Ambil berkas yang paling dekat batas waktunya dari Belum diambil.' },
  'belum-diambil': { box: 'unclaimed', href: '/petugas/belum-diambil', title: 'Belum diambil', empty: 'Semua berkas sudah diambil', hint: 'Berkas baru muncul di sini begitu sampai di langkah unit Anda.' },
  menunggu: { box: 'waiting', href: '/petugas/menunggu-pemohon', title: 'Menunggu pemohon', empty: 'Tidak ada yang menunggu pemohon', hint: 'Berkas yang dikembalikan atau menunggu pembayaran tampak di sini.' },
  unit: { box: 'unit', href: '/petugas/berkas', title: 'Semua berkas unit', empty: 'Unit ini belum punya berkas berjalan', hint: 'Permohonan baru muncul di sini.' },
} as const;
export type BoxId = keyof typeof boxes;

export const filters = { semua: 'all', terlambat: 'late', 'hari-ini': 'today' } as const;
export type FilterId = keyof typeof filters;

/** What is looked at, as it stands in the address; kept while walking from the queue to a case and back. */
export interface Look {
  kotak: BoxId;
  saring: FilterId;
  layanan: string;
  cari: string;
  mulai: string;
}

const among = <T extends string>(table: Record<T, unknown>, text: string | null, otherwise: T): T =>
  text !== null && Object.hasOwn(table, text) ? (text as T) : otherwise;

export function readLook(url: URL, kotak?: BoxId): Look {
  const of = (name: string) => url.searchParams.get(name)?.trim().slice(0, 300) ?? '';
  return {
    kotak: kotak ?? among(boxes, of('kotak'), 'saya'),
    saring: among(filters, of('saring'), 'semua'),
    layanan: of('layanan').slice(0, 60),
    cari: of('cari').slice(0, 100),
    mulai: of('mulai'),
  };
}

/** `?saring=terlambat&layanan=izin-reklame`, without what stands at its start value. */
export function queryOf(look: Partial<Look>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(look)) if (value && !(name === 'saring' && value === 'semua')) params.set(name, value);
  const text = params.toString();
  return text && `?${text}`;
}

export const listHref = ({ kotak, ...rest }: Look): string => boxes[kotak].href + queryOf(rest);
export const caseHref = (id: string, look: Look): string => `/petugas/berkas/${id}${queryOf(look)}`;

export const panelHref = (id: string, look: Look, kind: string, step = ''): string =>
  `${caseHref(id, look)}&${new URLSearchParams({ tindakan: kind, ...(step && { langkah: step }) }).toString()}#tindakan`;

/** What is due next: the promise, or the step that is already late for it. */
export const dueOf = (row: QueueRow): QueueRow['due'] => (row.stepDue?.tone === 'late' && row.due?.tone !== 'late' ? { ...row.stepDue, text: `langkah ${row.stepDue.text}` } : row.due);

/** The small print of a row: number, place, and what it waits for. */
export const noteOf = (row: QueueRow): string =>
  [row.number, row.place, row.mine || !row.holder ? row.stepTitle : `${row.stepTitle}, ${row.holder}`].filter(Boolean).join(' · ');
