import type { RefusalTable } from '../../../platform/kernel/refusal.ts';

const minutes = (data: Record<string, unknown>) => `${Number(data.minutes ?? 15)} menit`;

export const refusals: RefusalTable = {
  'identity.sign-in-wrong': { status: 401, sentence: 'Nomor atau kata sandi tidak cocok. Periksa lagi keduanya. Bila nomor ponsel Anda dipakai beberapa orang, masuklah dengan NIK.' },
  'identity.which-person': { status: 409, sentence: 'Nomor ini dipakai beberapa orang. Isi juga NIK Anda, lalu masuk lagi.' },
  'identity.locked': { status: 429, sentence: (d) => `Terlalu banyak percobaan yang salah. Coba lagi dalam ${minutes(d)}, atau minta kode atur ulang kata sandi di loket.` },
  'identity.account-locked': { status: 403, sentence: (d) => `Akun ini dikunci administrator${d.reason ? `: ${String(d.reason).replace(/[.\s]+$/, '')}` : ''}. Hubungi administrator unit Anda untuk membukanya.` },
  'identity.account-closed': { status: 403, sentence: (d) => `Akun ini sudah ditutup${d.reason ? `: ${String(d.reason).replace(/[.\s]+$/, '')}` : ''}. Bila ini keliru, hubungi administrator instansi.` },
  'identity.account-is-closed': { status: 409, sentence: 'Akun ini sudah ditutup dan tidak dibuka lagi.' },
  'identity.state-unchanged': { status: 409, sentence: 'Akun ini sudah dalam keadaan itu. Muat ulang untuk melihatnya.' },
  'identity.no-second-factor': { status: 409, sentence: 'Akun ini tidak memakai verifikasi kedua. Bila lupa kata sandi, cetak kode atur ulang kata sandi.' },
  'identity.too-many': { status: 429, sentence: (d) => `Terlalu banyak percobaan dari jaringan ini. Coba lagi dalam ${minutes(d)}.` },
  'identity.nik-taken': { status: 409, sentence: 'NIK ini sudah dipakai akun lain. Masuklah dengan akun itu; bila bukan Anda yang membuatnya, bawa KTP ke loket untuk mengambilnya.' },
  'identity.nik-owned': { status: 409, sentence: 'NIK ini sudah dimiliki akun lain yang terverifikasi. Bantu pemilik KTP masuk ke akun itu dengan kode atur ulang kata sandi.' },
  'identity.nip-taken': { status: 409, sentence: 'NIP ini sudah dipakai akun lain. Periksa lagi NIP-nya.' },
  'identity.user-name-taken': { status: 409, sentence: 'Nama pengguna ini sudah dipakai. Pilih nama lain.' },
  'identity.code-wrong': { status: 422, sentence: 'Kode tidak cocok, sudah terpakai, atau sudah lewat waktunya. Periksa lagi, atau minta kode baru.' },
  'identity.second-factor-wrong': { status: 422, sentence: 'Kode verifikasi tidak cocok atau sudah terpakai. Tunggu kode berikutnya di aplikasi, atau pakai kode lain dari kartu kode Anda.' },
  'identity.second-factor-missing': { status: 409, sentence: 'Verifikasi kedua belum dipasang pada akun ini. Pasang dulu di halaman Akun, bagian Keamanan.' },
  'identity.second-factor-compulsory': { status: 409, sentence: 'Jabatan Anda mewajibkan verifikasi kedua. Pasang cara lain lebih dahulu, baru lepas yang ini.' },
  'identity.totp-not-begun': { status: 409, sentence: 'Pemasangan aplikasi kode belum dimulai atau sudah lewat waktunya. Mulai lagi dari awal.' },
  'identity.password-wrong': { status: 422, sentence: 'Kata sandi Anda sekarang tidak cocok. Periksa lagi, lalu coba lagi.' },
  'identity.own-account': { status: 409, sentence: 'Anda tidak dapat melakukan ini untuk akun sendiri. Minta petugas lain.' },
  'identity.staff-account': { status: 409, sentence: 'Ini akun pegawai. Kata sandinya diatur ulang oleh administrator unitnya.' },
  'identity.verify-first': { status: 409, sentence: 'Verifikasi dahulu identitasnya dengan KTP-el, baru cetak kodenya.' },
  'identity.outside-unit': { status: 403, sentence: 'Orang ini memegang jabatan di luar unit Anda. Minta administrator instansi.' },
  'identity.nik-differs': { status: 422, sentence: 'NIK pada KTP berbeda dengan NIK akun ini. Cari akun menurut NIK pada KTP, atau minta warga mendaftar dengan NIK yang benar.' },
  'identity.passkey-wrong': { status: 422, sentence: 'Kunci sandi tidak dikenali atau permintaannya sudah lewat waktu. Coba lagi, atau masuk dengan kata sandi.' },
  'identity.origin-unknown': { status: 422, sentence: 'Alamat halaman ini bukan alamat layanan. Buka dari alamat resmi, lalu coba lagi.' },
  'identity.scope-not-yours': { status: 403, sentence: 'Ada izin yang tidak Anda miliki sendiri, sehingga tidak dapat Anda berikan. Hapus izin itu dari pilihan.' },
};
