import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = rowsAsked(event.url);
  try {
    return { title: 'Pratinjau register kertas', here: '/kelola/seri', only: asked.only, paged: asked.after > 0, preview: await event.locals.api.issuance.previewSeriesImport({ id: event.params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions = previewActions({
  map: (api, input) => api.issuance.mapSeriesImport(input),
  take: (api, input) => api.issuance.takeSeriesImport(input),
  place: '/kelola/seri/kertas',
});
