import type { TenantContext } from '../../../platform/request/context.ts';
import type { WorkDoneSource } from '../../organization/contract.ts';
import { workDone } from '../storage/work-done.ts';

const DONE: Record<string, string> = { register: 'Mencatat surat masuk', dispose: 'Mendisposisi surat', 'send-prepared': 'Mendisposisi surat', prepare: 'Menyiapkan disposisi surat', record: 'Mencatat disposisi surat', report: 'Melaporkan tindak lanjut surat', direct: 'Mengarahkan surat' };

/** Letters that somebody handled, for the daily log. Of rahasia letters the agenda number only. */
export const lettersDone: WorkDoneSource<TenantContext> = {
  of: async (t, by, from, to) => (await workDone(t.tx, t.instansi, by, from, to)).map((row) => ({ at: row.at, title: `${DONE[row.kind]} agenda ${row.agenda}/${row.year}${row.secrecy === 'biasa' || row.secrecy === 'terbatas' ? `: ${row.subject}` : ''}`, href: `/petugas/surat/${row.letter}` })),
};
