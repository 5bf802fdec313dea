import { error } from '@sveltejs/kit';

/** The two opening states, by the word in the address. */
export const kinds = { disiplin: { kind: 'discipline', title: 'Hari disiplin tahun berjalan', thing: 'orang', help: 'Kolom: NIP, sampai tanggal, hari tanpa keterangan, menit terlambat.' }, rekap: { kind: 'months', title: 'Rekap sebelum Pendopo', thing: 'baris', help: 'Kolom: NIP, bulan, HK, H, DL, WFH, CT, CS, CM, CAP, CLTN, TB, TK, menit terlambat, menit pulang cepat, potongan persen, sampai tanggal (bila hanya sebagian bulan). HK harus sama dengan jumlahnya.' } } as const;
export function kindOf(word: string) {
  if (word !== 'disiplin' && word !== 'rekap') error(404, 'Halaman ini tidak ada.');
  return { word, ...kinds[word] };
}
