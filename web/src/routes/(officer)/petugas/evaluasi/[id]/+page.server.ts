import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { ONLY, readLook } from './look.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const look = readLook(event.url);
  try {
    const board = await event.locals.api.evaluation.board({ id: event.params.id, query: look.cari, only: ONLY[look.saring] ?? 'all', after: look.mulai, ...(look.kelompok && { kind: look.kelompok as 'city' }), ...(look.provinsi && { province: look.provinsi }) });
    return { title: board.campaign.title, look, board };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  buka: async (event) => {
    requireOfficer(event);
    try {
      const { told } = await event.locals.api.evaluation.openCampaign({ id: event.params.id });
      return { said: told > 0 ? `Putaran dibuka. ${told} instansi di sini diberi tahu.` : 'Putaran dibuka.' };
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
  },
  ingatkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.remind({ id: event.params.id, participant: one(values, 'peserta') });
      return { said: `${one(values, 'nama')} diingatkan.` };
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
  },
};
