import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';
import { holds, maySign } from './parts/may-sign.ts';

export const load: PageServerLoad = async (event) => {
  const viewer = requireOfficer(event);
  const api = event.locals.api.permohonan;
  const leads = holds(viewer, 'permohonan.lead');
  try {
    const [signing, overdue, dashboard] = await Promise.all([
      holds(viewer, 'permohonan.sign') ? api.signingList({}) : undefined,
      leads ? api.overdue({}) : undefined,
      leads ? api.dashboard({ weeks: 8 }) : undefined,
    ]);
    const counts = { ...(signing && { '/pimpinan': signing.items.length }), ...(overdue && { '/pimpinan/terlambat': overdue.total }) };
    return { title: 'Menunggu tanda tangan', signing, overdue, weekly: dashboard?.weekly, counts, maySign: maySign(viewer) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** An assistant marks what should be signed first; the marks give no right. */
  pilih: async (event) => {
    requireOfficer(event);
    const letters = (await event.request.formData()).getAll('naskah').map(String);
    const items = letters.map((letter) => {
      const [id = '', , step = ''] = letter.split('|');
      return { id, step };
    });
    try {
      return { marked: (await event.locals.api.permohonan.preselect({ items })).count };
    } catch (thrown) {
      return asActionFailure(thrown, { letters });
    }
  },

  ingatkan: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const unitId = String(posted.get('unit') ?? '');
    const ids = posted.getAll('berkas').map(String);
    try {
      return { reminder: await event.locals.api.permohonan.remind({ unitId, ...(ids.length > 0 && { ids }) }) };
    } catch (thrown) {
      return asActionFailure(thrown, { unitId });
    }
  },
};
