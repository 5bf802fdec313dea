import type { Filter, QueueAsked, QueueRow } from './api.ts';

/** What an empty box says, by its name. Which boxes there are, and what they are called, the server tells by the hat. */
const empty: Record<string, { title: string; hint: string }> = {
  verify: { title: 'Tidak ada yang menunggu verifikasi', hint: 'Laporan baru muncul di sini begitu dikirim.' },
  moderation: { title: 'Tidak ada yang tertahan', hint: 'Laporan yang mencurigakan menunggu di sini; tidak ada yang dibuang.' },
  unit: { title: 'Unit Anda tidak memegang laporan', hint: 'Laporan muncul di sini setelah didisposisi.' },
  approve: { title: 'Tidak ada jawaban yang menunggu persetujuan', hint: 'Konsep jawaban dari pejabat penghubung muncul di sini.' },
  all: { title: 'Tidak ada laporan terbuka', hint: 'Laporan baru muncul di sini.' },
};
export const emptyWords = (box: string) => empty[box] ?? { title: 'Tidak ada laporan di sini', hint: 'Lihat kotak yang lain.' };

export const filters = { semua: 'all', terlambat: 'late', 'hari-ini': 'today', 'segera': 'soon' } as const;
export type FilterId = keyof typeof filters;
const BOXES = ['verify', 'unit', 'approve', 'supporting', 'waiting', 'moderation', 'reopen', 'scheduled', 'outside', 'all'] as const;
export type Box = (typeof BOXES)[number];

/** What is looked at, as it stands in the address; kept while walking from the queue to a case and back. */
export interface Look {
  kotak: Box | '';
  saring: FilterId;
  kategori: string;
  kecamatan: string;
  unit: string;
  mulai: string;
}

export function readLook(url: URL): Look {
  const of = (name: string, most = 60) => url.searchParams.get(name)?.trim().slice(0, most) ?? '';
  const saring = of('saring');
  return {
    kotak: BOXES.find((box) => box === of('kotak')) ?? '', saring: Object.hasOwn(filters, saring) ? (saring as FilterId) : 'semua', kategori: of('kategori', 30), kecamatan: of('kecamatan', 8), unit: of('unit', 36), mulai: of('mulai', 200),
  };
}

export function queryOf(look: Partial<Look>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(look)) if (value && !(name === 'saring' && value === 'semua')) params.set(name, value);
  const text = params.toString();
  return text && `?${text}`;
}
export const listHref = (look: Partial<Look>): string => `/petugas/pengaduan${queryOf(look)}`;
export const caseHref = (id: string, look: Partial<Look> = {}): string => `/petugas/pengaduan/berkas/${id}${queryOf(look)}`;
export const mapHref = (look: Partial<Look>): string => `/petugas/pengaduan/peta${queryOf(look)}`;

/** The same as the operation asks for it. `box` is the first of the hat's own where the address names none. */
export const asked = (look: Look, box: Box) =>
  ({ box, filter: filters[look.saring], ...(look.kategori && { category: look.kategori }), ...(look.kecamatan && { district: look.kecamatan }), ...(look.unit && { unit: look.unit }) }) satisfies QueueAsked;

/** A filter that was kept, as an address. */
export function filterHref({ filter }: Filter): string {
  const saring = (Object.keys(filters) as FilterId[]).find((name) => filters[name] === filter.filter) ?? 'semua';
  return listHref({ kotak: filter.box, saring, kategori: filter.category ?? '', kecamatan: filter.district ?? '', unit: filter.unit ?? '' });
}

const DRAFTS = { waiting: 'jawaban menunggu persetujuan', approved: 'jawaban disetujui', returned: 'konsep dikembalikan' };

/** The small print of a row: number, category, place, who holds it, and what it waits for. */
export const noteOf = (row: QueueRow): string =>
  [row.number, row.category?.name, row.place, row.lead?.name, row.draft ? DRAFTS[row.draft] : (row.moderation ?? row.stateText).toLowerCase(), row.joined > 0 ? `${row.joined + 1} pelapor` : ''].filter(Boolean).join(' · ');
