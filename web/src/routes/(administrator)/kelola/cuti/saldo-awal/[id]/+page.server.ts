import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = rowsAsked(url);
  try {
    return { title: 'Pratinjau saldo awal', here: '/kelola/cuti', only: asked.only, paged: asked.after > 0, preview: await locals.api.leave.previewOpenings({ id: params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions = previewActions({ map: (api, input) => api.leave.mapOpenings(input), take: (api, input) => api.leave.takeOpenings(input), place: '/kelola/cuti/saldo-awal' });
