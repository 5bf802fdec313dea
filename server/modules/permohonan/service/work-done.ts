import type { TenantContext } from '../../../platform/request/context.ts';
import type { WorkDoneSource } from '../../organization/contract.ts';
import { workDone } from '../work-done-storage.ts';

const DONE: Record<string, string> = {
  submit: 'Menerima permohonan di loket', complete: 'Memeriksa berkas', opinion: 'Memberi pertimbangan untuk berkas', return: 'Memeriksa dan mengembalikan berkas', 'send-back': 'Memeriksa dan mengembalikan berkas', reject: 'Memutus berkas', 'schedule-inspection': 'Menjadwalkan peninjauan berkas', 'record-inspection': 'Meninjau lapangan untuk berkas',
  'record-assessment': 'Menetapkan tagihan berkas', 'record-payment': 'Mencatat pembayaran berkas', initial: 'Memaraf surat berkas', 'sign-requested': 'Menandatangani surat berkas',
};

/** Requests that somebody handled, for the daily log: by their number, nothing about the applicant. */
export const requestsDone: WorkDoneSource<TenantContext> = {
  of: async (t, by, from, to) => (await workDone(t.tx, t.instansi, by, from, to)).flatMap((row) => (DONE[row.kind] ? [{ at: row.at, title: `${DONE[row.kind]} ${row.number}`, href: `/petugas/berkas/${row.request}` }] : [])),
};
