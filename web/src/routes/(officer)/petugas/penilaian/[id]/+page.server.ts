import { many, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { asked, readLook } from '../parts/look.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const look = readLook(event.url);
  try {
    const board = await event.locals.api['self-assessment'].getBoard({ id: event.params.id, ...asked(look) });
    return { title: board.campaign.title, here: '/petugas/penilaian', look, board };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** Many at once: what cannot be approved is told one by one, the others are. */
  setujui: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const items = many(values, 'pilih').map((picked) => ({ number: picked.split('|')[0]!, seq: picked.split('|')[1] ?? '' }));
    try {
      const { approved, refused } = await event.locals.api['self-assessment'].approve({ id: event.params.id, items });
      return { said: approved > 0 ? `${approved} indikator disetujui.` : '', refused };
    } catch (thrown) {
      for (const field of (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields ?? []) field.path = 'pilih';
      return asActionFailure(thrown, values);
    }
  },
};
