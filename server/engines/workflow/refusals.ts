import type { RefusalTable } from '../../platform/kernel/refusal.ts';

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' && value ? value : otherwise);
const rupiah = (value: unknown): string => `Rp${String(value ?? 0).replace(/\B(?=(\d{3})+$)/g, '.')}`;
const list = (value: unknown): string => (Array.isArray(value) ? value.join('; ') : '');

/** How the refusals of the workflow are told. Whoever mounts the engine merges this table into its contract's. */
export const workflowRefusals: RefusalTable = {
  'workflow.already-decided': { status: 409, sentence: 'Permohonan ini sudah diputus. Muat ulang halaman untuk melihat hasilnya.' },
  'workflow.already-submitted': { status: 409, sentence: 'Permohonan ini sudah dikirim. Anda tidak perlu mengirimnya lagi.' },
  'workflow.not-submitted': { status: 409, sentence: 'Permohonan ini belum dikirim. Kirim dahulu.' },
  'workflow.awaiting-correction': { status: 409, sentence: 'Permohonan sedang diperbaiki pemohon. Tunggu sampai dikirim kembali.' },
  'workflow.signing-under-way': {
    status: 409,
    sentence: 'Surat sedang diberi nomor atau ditandatangani. Tunggu sebentar, lalu muat ulang halaman.',
  },
  'workflow.not-now': { status: 409, sentence: 'Tindakan ini tidak dapat dilakukan pada tahap sekarang. Muat ulang halaman.' },
  'workflow.not-for-you': { status: 403, sentence: 'Tindakan ini bukan wewenang Anda.' },
  'workflow.not-your-step': {
    status: 403,
    sentence: ({ title }) => `Langkah "${text(title, 'ini')}" bukan tugas jabatan Anda. Serahkan kepada petugas langkah itu.`,
  },
  'workflow.needs-another-person': {
    status: 403,
    sentence: ({ title }) => `"${text(title, 'Langkah ini')}" harus dikerjakan pejabat lain, karena Anda sudah mengerjakan tingkat sebelumnya.`,
  },
  'workflow.held-by-other': {
    status: 409,
    sentence: ({ title, name }) =>
      `"${text(title, 'Langkah ini')}" sedang dikerjakan ${text(name, 'petugas lain')}. Minta ia melepas atau menyerahkannya kepada Anda.`,
  },
  'workflow.needs-claim': { status: 409, sentence: ({ title }) => `"${text(title, 'Langkah ini')}" belum diambil siapa pun. Ambil dahulu.` },
  'workflow.already-yours': { status: 409, sentence: ({ title }) => `"${text(title, 'Langkah ini')}" sudah ada di tangan Anda.` },
  'workflow.unknown-step': { status: 404, sentence: 'Langkah itu tidak ada pada layanan ini. Muat ulang halaman.' },
  'workflow.step-not-open': {
    status: 409,
    sentence: ({ title }) => `"${text(title, 'Langkah ini')}" belum waktunya. Langkah sebelumnya belum selesai.`,
  },
  'workflow.step-already-done': {
    status: 409,
    sentence: ({ title, by }) => `"${text(title, 'Langkah ini')}" sudah diselesaikan oleh ${text(by, 'petugas lain')}. Muat ulang halaman.`,
  },
  'workflow.not-for-this-step': {
    status: 422,
    sentence: ({ title }) => `Tindakan itu tidak tersedia pada langkah "${text(title, 'ini')}".`,
  },
  'workflow.checklist-incomplete': {
    status: 422,
    sentence: ({ missing }) => `Jawab semua butir daftar periksa. Yang belum: ${list(missing)}.`,
  },
  'workflow.checklist-failed': {
    status: 422,
    sentence: ({ failed }) => `Berkas belum lengkap: ${list(failed)}. Kembalikan kepada pemohon untuk diperbaiki.`,
  },
  'workflow.remarks-needed': { status: 422, sentence: 'Tulis apa yang harus diperbaiki, pada isian atau sebagai catatan umum.' },
  'workflow.reasons-needed': { status: 422, sentence: 'Tulis paling sedikit satu alasan penolakan.' },
  'workflow.enters-too-late': {
    status: 422,
    sentence: ({ title, enterAt }) => `Berkas berjalan tidak dapat langsung masuk ke "${text(title, 'langkah itu')}", karena yang sebelumnya tercantum pada surat dan dikerjakan di sini. Masukkan pada "${text(enterAt, 'langkah sebelumnya')}".`,
  },
  'workflow.redo-unknown': { status: 422, sentence: 'Pilih langkah sebelumnya yang sudah selesai untuk diulang.' },
  'workflow.already-paid': { status: 409, sentence: ({ title }) => `"${text(title, 'Langkah itu')}" tidak dapat diulang karena sudah dibayar.` },
  'workflow.not-scheduled': {
    status: 409,
    sentence: 'Pemeriksaan belum dijadwalkan. Catat dahulu tim dan tanggalnya menurut surat tugas.',
  },
  'workflow.in-the-future': { status: 422, sentence: 'Waktu kejadian belum terjadi. Periksa tanggal dan jamnya.' },
  'workflow.amount-differs': {
    status: 422,
    sentence: ({ owed, paid }) => `Yang dibayar ${rupiah(paid)}, kurang dari ketetapan ${rupiah(owed)}. Periksa buktinya.`,
  },
  'workflow.old-answers': { status: 409, sentence: 'Isian sudah berubah di tempat lain. Muat ulang lalu kirim lagi.' },
  'workflow.deemed-not-allowed': { status: 409, sentence: 'Layanan ini tidak mengenal persetujuan karena lewat waktu (fiktif positif).' },
  'workflow.clock-not-started': { status: 409, sentence: 'Janji waktu belum mulai dihitung, karena berkas belum dinyatakan lengkap.' },
  'workflow.clock-already-started': { status: 409, sentence: 'Janji waktu sudah berjalan.' },
};
