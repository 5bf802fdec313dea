/** What the board shows, as it stands in the address. */
export interface Look {
  saring: string;
  cari: string;
  kelompok: string;
  provinsi: string;
  mulai: number;
}
export const ONLY: Record<string, 'all' | 'late' | 'waiting' | 'submitted' | 'unassigned'> = { '': 'all', terlambat: 'late', belum: 'waiting', terkirim: 'submitted', 'tanpa-asesor': 'unassigned' };

export function readLook(url: URL): Look {
  const text = (name: string) => url.searchParams.get(name)?.slice(0, 100) ?? '';
  const kelompok = text('kelompok');
  const provinsi = text('provinsi');
  return {
    saring: text('saring') in ONLY ? text('saring') : '', cari: text('cari').trim(), kelompok: ['central', 'province', 'regency', 'city'].includes(kelompok) ? kelompok : '',
    provinsi: /^\d{2}$/.test(provinsi) ? provinsi : '', mulai: Math.min(100_000, Math.max(0, Math.floor(Number(text('mulai')) || 0))),
  };
}

export function boardHref(id: string, look: Partial<Look>): string {
  const query = new URLSearchParams(Object.entries(look).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));
  return `/petugas/evaluasi/${id}${query.size > 0 ? `?${query}` : ''}`;
}
