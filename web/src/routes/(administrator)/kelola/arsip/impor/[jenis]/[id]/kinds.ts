import { error } from '@sveltejs/kit';

/** The two lists of the archive, by the word in the address. */
export const kinds = { klasifikasi: { kind: 'classification', title: 'Klasifikasi arsip', thing: 'kode' }, retensi: { kind: 'retention', title: 'Jadwal retensi', thing: 'jadwal' } } as const;
export function kindOf(word: string) {
  if (word !== 'klasifikasi' && word !== 'retensi') error(404, 'Halaman ini tidak ada.');
  return { word, ...kinds[word] };
}
