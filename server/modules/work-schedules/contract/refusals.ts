import type { RefusalTable } from '../../../platform/kernel/refusal.ts';

export const refusals: RefusalTable = {
  'work-schedules.unknown': { status: 404, sentence: 'Pola jam kerja, jadwal, atau penetapan ini tidak ada, atau bukan di unit Anda.' },
  'work-schedules.bad-pattern': { status: 422, sentence: (d) => String(d.first ?? 'Pola jam kerja belum benar. Perbaiki bagian yang ditandai.') },
  'work-schedules.name-taken': { status: 409, sentence: 'Sudah ada pola dengan nama itu. Pakai nama lain.' },
  'work-schedules.not-after': { status: 422, sentence: (d) => `Versi baru harus berlaku sesudah versi sebelumnya (${String(d.before)}), supaya yang sudah dihitung tetap dapat dijelaskan.` },
  'work-schedules.ended': { status: 409, sentence: (d) => `Pola ini berakhir ${String(d.lastDay)}. Pilih pola lain, atau salin menjadi pola baru.` },
  'work-schedules.days': { status: 422, sentence: 'Hari terakhir tidak boleh sebelum hari pertama.' },
  'work-schedules.of-whom': { status: 422, sentence: 'Pilih satu unit atau satu orang.' },
  'work-schedules.bad-code': { status: 422, sentence: (d) => `Kode ${String(d.codes)} tidak ada dalam pola ini. Pakai ${String(d.known)}, atau L untuk libur.` },
  'work-schedules.not-shift': { status: 422, sentence: 'Di unit ini tidak ada yang bekerja menurut jadwal jaga pada bulan itu. Tetapkan pola jaganya dahulu.' },
  'work-schedules.stranger': { status: 422, sentence: 'Ada orang yang tidak bekerja menurut jadwal unit ini pada bulan itu. Muat ulang jadwalnya.' },
  'work-schedules.no-rotation': { status: 422, sentence: 'Pola ini tidak punya urutan jaga. Isi jadwalnya dengan tangan, atau minta BKPSDM menambahkan urutannya.' },
  'work-schedules.nothing-to-copy': { status: 422, sentence: 'Bulan sebelumnya tidak ada jadwalnya. Isi dengan urutan jaga atau dengan tangan.' },
};
