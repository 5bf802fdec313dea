import type { RefusalTable } from '../../platform/kernel/refusal.ts';

const EXPORT_AS_TEXT =
  'Di lembar kerja, ubah kolom itu menjadi Teks (Format Sel > Teks), isi lagi dari sumber aslinya, lalu ekspor ulang.';

const entry = (sentence: RefusalTable[string]['sentence']): RefusalTable[string] => ({ status: 422, sentence });

const sixteenDigits = (noun: string, name: string, date: string): RefusalTable => ({
  [`${noun}.empty`]: entry(`Isi ${name}, 16 angka.`),
  [`${noun}.rounded`]: entry(`${name} ini sudah dibulatkan oleh lembar kerja sehingga angka belakangnya hilang. ${EXPORT_AS_TEXT}`),
  [`${noun}.not-digits`]: entry(`${name} hanya berisi angka. Hapus huruf atau tanda lain.`),
  [`${noun}.length`]: entry((data) => `${name} harus 16 angka, yang Anda isi ${data['length'] ?? 'berbeda'}. Periksa lagi dengan kartunya.`),
  [`${noun}.province`]: entry((data) => `Kode provinsi ${data['code'] ?? ''} pada ${name} tidak dikenal. Periksa dua angka pertama.`),
  [`${noun}.region`]: entry(`Kode kabupaten/kota atau kecamatan pada ${name} tidak boleh 00. Periksa angka ke-3 sampai ke-6.`),
  [`${noun}.day`]: entry(`Tanggal ${date} pada ${name} (angka ke-7 dan ke-8) tidak ada. Periksa lagi dengan kartunya.`),
  [`${noun}.month`]: entry(`Bulan ${date} pada ${name} (angka ke-9 dan ke-10) harus 01 sampai 12. Periksa lagi dengan kartunya.`),
  [`${noun}.date`]: entry(`Tanggal ${date} pada ${name} (angka ke-7 sampai ke-12) tidak ada atau belum tiba. Periksa lagi dengan kartunya.`),
  [`${noun}.serial`]: entry(`Nomor urut pada ${name} (empat angka terakhir) tidak boleh 0000. Periksa lagi dengan kartunya.`),
});

/** Sentences for everything the identifier engine refuses. No sentence repeats the number itself. */
export const identifierRefusals: RefusalTable = {
  ...sixteenDigits('nik', 'NIK', 'lahir'),
  ...sixteenDigits('kk', 'Nomor KK', 'terbit'),
  'nip.empty': entry('Isi NIP, 18 angka.'),
  'nip.rounded': entry(`NIP ini sudah dibulatkan oleh lembar kerja sehingga angka belakangnya hilang. ${EXPORT_AS_TEXT}`),
  'nip.not-digits': entry('NIP hanya berisi angka. Hapus huruf atau tanda lain.'),
  'nip.length': entry((data) => `NIP harus 18 angka, yang Anda isi ${data['length'] ?? 'berbeda'}. Periksa lagi dengan surat keputusan.`),
  'nip.birth-date': entry('Tanggal lahir pada NIP (delapan angka pertama) tidak ada atau belum tiba. Periksa lagi dengan surat keputusan.'),
  'nip.month': entry('Angka ke-13 dan ke-14 NIP harus bulan 01 sampai 12 (PNS) atau 21 sampai 29 (PPPK). Periksa lagi dengan surat keputusan.'),
  'nip.sex': entry('Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan). Periksa lagi dengan surat keputusan.'),
  'nip.serial': entry(`Tiga angka terakhir NIP tidak boleh 000. Bila NIP berasal dari lembar kerja, angkanya mungkin dibulatkan. ${EXPORT_AS_TEXT}`),
  'phone.empty': entry('Isi nomor ponsel, misalnya 0812-3456-7890.'),
  'phone.rounded': entry(`Nomor ponsel ini sudah dibulatkan oleh lembar kerja. ${EXPORT_AS_TEXT}`),
  'phone.not-digits': entry('Nomor ponsel hanya berisi angka. Tulis seperti 0812-3456-7890.'),
  'phone.foreign': entry('Nomor ini bukan nomor Indonesia. Pakai nomor ponsel yang dimulai 08 atau +62.'),
  'phone.not-mobile': entry('Nomor ini bukan nomor ponsel. Pakai nomor yang dimulai 08.'),
  'phone.length': entry('Panjang nomor ponsel 10 sampai 13 angka, dihitung dari 08. Periksa lagi nomornya.'),
  'money.empty': entry('Isi jumlah uang dalam rupiah.'),
  'money.cents': entry('Jumlah uang harus rupiah bulat. Hapus angka di belakang koma.'),
  'money.not-an-amount': entry('Tulis jumlah uang dengan angka saja, misalnya 1250000 atau 1.250.000.'),
  'money.too-large': entry('Jumlah uang ini terlalu besar. Periksa lagi banyaknya angka.'),
};
