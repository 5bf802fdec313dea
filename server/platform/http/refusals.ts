import type { RefusalTable } from '../kernel/refusal.ts';

/** What the house itself refuses, whatever the module. */
export const platformRefusals: RefusalTable = {
  'request.invalid': { status: 422, sentence: 'Ada isian yang belum benar. Periksa yang ditandai, lalu kirim lagi.' },
  'request.unreadable': { status: 400, sentence: 'Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba lagi.' },
  'request.not-signed-in': { status: 401, sentence: 'Sesi Anda sudah berakhir atau Anda belum masuk. Silakan masuk, isian Anda tetap tersimpan.' },
  'request.not-allowed': { status: 403, sentence: 'Jabatan Anda tidak berwenang untuk tindakan ini. Bila seharusnya berwenang, hubungi administrator unit Anda.' },
  'request.second-factor': { status: 403, sentence: 'Tindakan ini memerlukan kode verifikasi kedua. Masukkan kode dari aplikasi atau kartu kode Anda.' },
  'request.not-found': { status: 404, sentence: 'Yang Anda cari tidak ada, atau bukan untuk Anda. Periksa alamat atau nomornya.' },
  'request.no-institution': { status: 404, sentence: 'Alamat ini belum terhubung dengan instansi mana pun. Hubungi pengelola Pendopo.' },
  'request.foreign-origin': { status: 403, sentence: 'Permintaan datang dari situs lain dan ditolak demi keamanan. Ulangi dari halaman kami.' },
  'request.too-large': { status: 413, sentence: (d) => `Kiriman terlalu besar. Batasnya ${Number(d.megabytes ?? 1)} MB; kecilkan berkas, lalu coba lagi.` },
  'request.too-many': { status: 429, sentence: (d) => `Terlalu banyak percobaan. Coba lagi dalam ${Number(d.minutes ?? 1)} menit.` },
  'request.still-running': { status: 409, sentence: 'Kiriman yang sama masih dikerjakan. Tunggu sebentar, lalu kirim lagi dengan kunci yang sama.' },
  'request.key-reused': { status: 409, sentence: 'Kunci pengiriman ini sudah dipakai untuk isi yang berbeda. Muat ulang halaman, lalu kirim lagi.' },
  'request.changed-meanwhile': { status: 409, sentence: 'Data ini baru saja diubah orang lain. Muat ulang untuk melihat yang terbaru, lalu coba lagi.' },
  'request.unsupported': { status: 415, sentence: 'Jenis isi tidak didukung. Kirim sebagai application/json.' },
  'house.busy': { status: 503, sentence: 'Layanan sedang tidak dapat menjangkau basis data. Tunggu sebentar, lalu coba lagi; isian Anda tidak hilang.' },
  'house.disk-full': { status: 507, sentence: 'Ruang penyimpanan server penuh, data belum tersimpan. Hubungi pengelola, lalu coba lagi.' },
  'house.error': { status: 500, sentence: 'Terjadi kesalahan di pihak kami dan data belum tersimpan. Coba lagi; bila berulang, sampaikan nomor permintaan ini kepada pengelola.' },
};
