import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';
import { readLook } from '../parts/boxes.ts';
import { loadQueue } from '../parts/load-desk.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const look = readLook(url, 'belum-diambil');
  try {
    return { title: 'Belum diambil', look, queue: await loadQueue(locals, look) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** Takes the ticked cases; those that somebody else was quicker with are told one by one. */
  ambil: async (event) => {
    requireOfficer(event);
    const ids = (await event.request.formData()).getAll('berkas').map(String);
    if (ids.length === 0) return { taken: 0, refused: [], nothing: true };
    try {
      const { claimed, refused } = await event.locals.api.permohonan.claimMany({ ids });
      return { taken: claimed.length, refused: refused.map((one) => one.message), nothing: false };
    } catch (thrown) {
      return asActionFailure(thrown, { berkas: ids });
    }
  },
};
