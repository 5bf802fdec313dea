import type { FolderBox } from '../../../../../../../server/modules/archive/contract.ts';

/** Boxes as they stand in an address. */
export const boxes = { terbuka: 'open', ditutup: 'closed', 'perlu-pindah': 'due', 'unit-kearsipan': 'inactive', 'habis-masa': 'eligible', berakhir: 'ended', semua: 'all' } as const satisfies Record<string, FolderBox>;
export type BoxWord = keyof typeof boxes;
export const boxWord = (text: string | null, otherwise: BoxWord = 'terbuka'): BoxWord => (text !== null && text in boxes ? (text as BoxWord) : otherwise);
export const wordOf = (box: FolderBox): BoxWord => (Object.keys(boxes) as BoxWord[]).find((word) => boxes[word] === box)!;

/** What a list of folders was asked for, from its address. */
export function askedOf(url: URL, otherwise: BoxWord = 'terbuka') {
  const kotak = boxWord(url.searchParams.get('kotak'), otherwise);
  const cari = url.searchParams.get('cari')?.trim().slice(0, 100) ?? '';
  const kode = url.searchParams.get('kode')?.trim().slice(0, 40) ?? '';
  const query = new URLSearchParams({ kotak, ...(cari && { cari }), ...(kode && { kode }) }).toString();
  return { kotak, cari, kode, query: `?${query}`, filter: { box: boxes[kotak], query: cari, ...(kode && { code: kode }) } };
}
