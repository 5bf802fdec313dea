import type { RefusalTable } from '../../../platform/kernel/refusal.ts';

/** Sentences for what the provider of certified signatures may answer. */
export const bsreRefusals: RefusalTable = {
  'signature.identity-missing': { status: 422, sentence: 'Masukkan passphrase atau kode OTP untuk menandatangani.' },
  'signature.not-registered': { status: 409, sentence: 'Penanda tangan belum terdaftar di penyelenggara sertifikat elektronik. Daftarkan lewat tim sertifikat daerah.' },
  'signature.no-certificate': { status: 409, sentence: 'Sertifikat elektronik penanda tangan belum terbit atau sudah habis. Ajukan penerbitan, lalu tanda tangani lagi.' },
  'signature.user-not-ready': { status: 409, sentence: 'Sertifikat elektronik penanda tangan belum siap dipakai. Tanyakan statusnya ke tim sertifikat daerah.' },
  'signature.wrong-passphrase': { status: 409, sentence: 'Passphrase salah. Periksa dahulu sebelum mencoba lagi: sertifikat terkunci setelah beberapa kali salah.' },
  'signature.provider-credentials': { status: 502, sentence: 'Akun layanan tanda tangan ditolak. Minta administrator memeriksa setelannya. Surat belum ditandatangani.' },
  'signature.provider-unreachable': { status: 503, sentence: 'Layanan tanda tangan tidak dapat dihubungi. Surat belum ditandatangani; coba lagi nanti.' },
  'signature.provider-failed': { status: 502, sentence: 'Layanan tanda tangan gagal memproses surat ini. Surat belum ditandatangani; laporkan ke administrator bila berulang.' },
  'signature.provider-refused': { status: 502, sentence: 'Layanan tanda tangan menolak permintaan. Surat belum ditandatangani; laporkan ke administrator.' },
  'signature.no-answer': { status: 504, sentence: 'Jawaban layanan tanda tangan tidak diterima, jadi belum pasti apakah surat sudah ditandatangani. Periksa di layanan itu, atau tanda tangani sebagai transaksi baru.' },
  'signature.answer-unreadable': { status: 502, sentence: 'Layanan tanda tangan menjawab, tetapi berkasnya tidak memuat tanda tangan yang utuh. Periksa di layanan itu sebelum menandatangani lagi.' },
  'signature.answer-other-document': { status: 502, sentence: 'Layanan tanda tangan mengembalikan berkas yang bukan surat ini. Jangan dipakai; laporkan ke administrator.' },
  'signature.answer-untrusted': { status: 502, sentence: 'Tanda tangan yang diterima bukan dari penerbit sertifikat yang dipercaya. Jangan dipakai; laporkan ke administrator.' },
};
