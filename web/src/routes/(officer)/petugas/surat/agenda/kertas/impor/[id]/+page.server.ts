import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = rowsAsked(event.url);
  try {
    return { title: 'Pratinjau buku agenda', here: '/petugas/surat/agenda', only: asked.only, paged: asked.after > 0, preview: await event.locals.api.letters.previewBookImport({ id: event.params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions = previewActions({
  map: (api, input) => api.letters.mapBookImport(input),
  take: (api, input) => api.letters.takeBookImport(input),
  place: '/petugas/surat/agenda/kertas/impor',
});
