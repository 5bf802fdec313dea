import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = rowsAsked(event.url);
  try {
    return { title: 'Pratinjau kelas jabatan', here: '/kelola/tpp/kelas', id: event.params.id, only: asked.only, paged: asked.after > 0, preview: await event.locals.api.allowance.previewClassImport({ id: event.params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
export const actions: Actions = previewActions({ map: (api, input) => api.allowance.mapClassImport(input), take: (api, input) => api.allowance.takeClassImport(input), place: '/kelola/tpp/kelas/impor' });
