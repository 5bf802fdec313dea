import type { TenantContext } from '../../../platform/request/context.ts';
import type { WorkDoneSource } from '../../organization/contract.ts';
import { workDone } from '../storage/work-done.ts';

const DONE: Record<string, string> = {
  submit: 'Mencatat laporan', verify: 'Memverifikasi laporan', hold: 'Memeriksa laporan', archive: 'Memeriksa laporan', dispose: 'Mendisposisi laporan', recategorize: 'Mengelompokkan laporan', accept: 'Menerima laporan', return: 'Memeriksa dan mengembalikan laporan', contribute: 'Memberi bahan jawaban laporan', 'draft-answer': 'Menyusun jawaban laporan',
  'approve-answer': 'Menyetujui jawaban laporan', 'return-answer': 'Memeriksa jawaban laporan', 'publish-answer': 'Menjawab laporan', extend: 'Memperpanjang waktu laporan', forward: 'Meneruskan laporan', schedule: 'Menjadwalkan penanganan laporan', merge: 'Menggabungkan laporan', reopen: 'Membuka lagi laporan', 'refuse-reopen': 'Memeriksa permintaan membuka lagi laporan',
};

/** Reports that somebody handled, for the daily log: by their number, nothing about reporter or matter. */
export const reportsDone: WorkDoneSource<TenantContext> = {
  of: async (t, by, from, to) => (await workDone(t.tx, t.instansi, by, from, to)).flatMap((row) => (DONE[row.kind] ? [{ at: row.at, title: `${DONE[row.kind]} ${row.number}`, href: `/petugas/pengaduan/berkas/${row.report}` }] : [])),
};
