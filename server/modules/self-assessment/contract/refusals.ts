import { formatDate } from '../../../engines/working-time/words.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { carryRefusals } from './carry-operations.ts';
import { formRefusals } from './form-operations.ts';
import { requestRefusals } from './request-operations.ts';

const date = (value: unknown): string => formatDate(String(value ?? '2000-01-01'));

export const refusals: RefusalTable = {
  ...formRefusals,
  ...requestRefusals,
  ...carryRefusals,
  'self-assessment.unknown': { status: 404, sentence: 'Penilaian ini tidak ada di sini. Buka dari daftar penilaian.' },
  'self-assessment.unknown-indicator': { status: 404, sentence: 'Indikator ini tidak ada pada instrumen penilaian ini. Buka dari papannya.' },
  'self-assessment.not-assigned': { status: 403, sentence: 'Indikator ini bukan tugas Anda. Minta Penanggung Jawab menugaskannya kepada Anda.' },
  'self-assessment.too-early': { status: 409, sentence: (d) => `Pengisian mulai ${date(d.from)}. Sampai hari itu jawaban belum dapat diubah.` },
  'self-assessment.too-late': { status: 409, sentence: (d) => `Pengisian berakhir ${date(d.to)}. Minta perpanjangan kepada ${String(d.whom ?? 'penyelenggara')}.` },
  'self-assessment.no-window': { status: 409, sentence: (d) => `Penilaian ini tidak punya masa pengisian. Tanyakan kepada ${String(d.whom ?? 'penyelenggara')}.` },
  'self-assessment.closed': { status: 409, sentence: (d) => `Penilaian ini sudah ditutup. Tanyakan kepada ${String(d.whom ?? 'penyelenggara')}.` },
  'self-assessment.locked': { status: 409, sentence: (d) => `Jawaban sudah dikirim ${date(d.at)} dan terkunci. Bukti dapat ditambahkan pada masa interviu atau visitasi.` },
  'self-assessment.changed': { status: 409, sentence: 'Indikator ini sudah diubah orang lain. Muat ulang halaman, lalu simpan lagi; tulisan Anda masih ada di formulir.' },
  'self-assessment.approved': { status: 409, sentence: 'Jawaban ini sudah disetujui. Minta Penanggung Jawab mengembalikannya dahulu.' },
  'self-assessment.lacking': { status: 422, sentence: (d) => `Indikator ${String(d.number ?? '')} belum lengkap: ${String(d.lacks ?? '')}. Lengkapi, lalu tandai lagi.` },
  'self-assessment.not-ready': { status: 409, sentence: (d) => `Indikator ${String(d.number ?? '')} belum ditandai siap diperiksa.` },
  'self-assessment.nothing-to-return': { status: 409, sentence: 'Jawaban ini belum siap diperiksa atau disetujui, jadi tidak ada yang dikembalikan.' },
  'self-assessment.bad-level': { status: 422, sentence: (d) => String(d.sentence ?? 'Tingkat ini tidak dapat dipakai.') },
  'self-assessment.bad-input': { status: 422, sentence: 'Ada isian yang perlu diperbaiki.' },
  'self-assessment.not-in-team': { status: 422, sentence: 'Orang ini bukan anggota tim penilaian. Beri jabatannya tugas anggota atau penanggung jawab penilaian dahulu.' },
  'self-assessment.unknown-evidence': { status: 404, sentence: 'Bukti ini tidak ada di sini. Muat ulang halaman indikatornya.' },
  'self-assessment.frozen': { status: 409, sentence: 'Bukti ini sudah terkirim dan tidak dapat dihapus. Ganti dengan versi baru pada masa interviu atau visitasi.' },
  'self-assessment.unknown-record': { status: 422, sentence: 'Rekaman ini tidak ditemukan. Cari lagi dan pilih dari daftar.' },
  'self-assessment.unknown-question': { status: 404, sentence: 'Pertanyaan ini tidak ada, atau sudah dijawab. Muat ulang halaman.' },
  'self-assessment.not-complete': { status: 422, sentence: (d) => `Belum dapat dikirim: ${Number(d.count ?? 0)} indikator belum disetujui${d.numbers ? ` (${String(d.numbers)})` : ''}.` },
  'self-assessment.nothing-new': { status: 409, sentence: 'Tidak ada bukti baru sejak kiriman terakhir. Tambahkan buktinya dahulu.' },
  'self-assessment.form-instrument': { status: 422, sentence: 'Instrumen ini berupa formulir isian, tanpa tingkat dan indeks.' },
};
