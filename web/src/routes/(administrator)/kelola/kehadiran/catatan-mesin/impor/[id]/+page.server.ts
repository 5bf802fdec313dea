import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = rowsAsked(url);
  try {
    return { title: 'Pratinjau catatan', only: asked.only, paged: asked.after > 0, preview: await locals.api.attendance.previewPunchImport({ id: params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions = previewActions({
  map: (api, input) => api.attendance.mapPunchImport(input),
  take: (api, input) => api.attendance.takePunchImport(input),
  place: '/kelola/kehadiran/catatan-mesin/impor',
});
