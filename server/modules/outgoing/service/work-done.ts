import type { TenantContext } from '../../../platform/request/context.ts';
import type { WorkDoneSource } from '../../organization/contract.ts';
import { workDone } from '../storage/work-done.ts';

const DONE: Record<string, string> = { submit: 'Menyusun naskah', return: 'Memeriksa dan mengembalikan naskah', initial: 'Memaraf naskah', pass: 'Memeriksa dan meneruskan naskah', number: 'Menandatangani naskah', sign: 'Menandatangani naskah', send: 'Mengirim naskah' };

/** Letters that somebody wrote, initialled, signed or sent, for the daily log. Signing is one piece of work, numbered or not. Of rahasia letters no subject. */
export const naskahDone: WorkDoneSource<TenantContext> = {
  of: async (t, by, from, to) => {
    const once = new Map<string, { at: Date; title: string; href: string }>();
    for (const row of await workDone(t.tx, t.instansi, by, from, to)) {
      const about = row.secrecy === 'biasa' || row.secrecy === 'terbatas' ? (row.subject ?? '') : (row.number ?? '');
      const title = `${DONE[row.kind]}${about === '' ? '' : `: ${about}`}`;
      if (!once.has(title)) once.set(title, { at: row.at, title, href: `/petugas/naskah/${row.letter}` });
    }
    return [...once.values()];
  },
};
