import type { RefusalTable } from '../../../platform/kernel/refusal.ts';

const text = (value: unknown): string => String(value ?? '');

export const deskRefusals: RefusalTable = {
  'evaluation.verdict': { status: 422, sentence: 'Putusan ini belum lengkap. Perbaiki isian yang ditandai, lalu simpan lagi.' },
  'evaluation.mark': { status: 422, sentence: 'Reviu ini belum lengkap. Perbaiki isian yang ditandai, lalu simpan lagi.' },
  'evaluation.level': { status: 422, sentence: 'Pilih tingkat dalam skala instrumen ini.' },
  'evaluation.not-together': { status: 409, sentence: (d) => `Tidak dapat diterima sekaligus. ${text(d.faults)}` },
  'evaluation.changed': { status: 409, sentence: 'Ada yang berubah sejak Anda membuka indikator ini: putusan lain, bukti baru, atau tahapnya. Isian Anda masih ada; baca lagi, lalu simpan sekali lagi.' },
  'evaluation.nothing-sent': { status: 409, sentence: 'Instansi ini belum mengirim jawaban indikator ini, jadi belum dapat dinilai.' },
  'evaluation.not-now': { status: 409, sentence: 'Pada fase ini tidak ada putusan yang diberikan. Lihat jadwal putarannya.' },
  'evaluation.decided': { status: 409, sentence: (d) => `Nilai pada tahap ini sudah ditetapkan ${d.by === 'review' ? 'tim reviu' : 'penyelenggara'}. Sampaikan keberatan Anda kepada penyelenggara.` },
  'evaluation.only-returned': { status: 409, sentence: 'Pada tahap reviu hanya indikator yang dikembalikan atau belum disepakati yang dinilai lagi.' },
  'evaluation.not-in-review': { status: 409, sentence: 'Reviu diberikan pada fase reviu dan penetapan. Lihat jadwal putarannya.' },
  'evaluation.nothing-to-review': { status: 409, sentence: (d) => `Indikator ${text(d.number)} belum punya nilai yang disepakati, jadi belum dapat dinyatakan Valid.` },
  'evaluation.not-settled-here': { status: 409, sentence: 'Pada fase ini tidak ada nilai yang ditetapkan. Lihat jadwal putarannya.' },
  'evaluation.answer-by-past': { status: 422, sentence: 'Batas jawabannya sudah lewat. Pilih hari ini atau sesudahnya.' },
  'evaluation.cannot-be-asked': { status: 409, sentence: 'Instansi ini tidak bekerja di sini, jadi pertanyaan tidak sampai lewat pesan. Hubungi langsung.' },
  'evaluation.not-finishable': { status: 409, sentence: 'Hanya interviu dan visitasi yang dinyatakan selesai; tahap lain selesai bila semua indikator dinilai.' },
};
