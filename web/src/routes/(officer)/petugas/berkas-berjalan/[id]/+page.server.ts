import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { only, after } = rowsAsked(event.url);
  try {
    const preview = await event.locals.api.permohonan.previewRunningImport({ id: event.params.id, only, after });
    return { title: 'Pratinjau berkas berjalan', here: '/petugas/berkas-berjalan', only, preview, opens: hat.permissions.includes('permohonan.process'), paged: after > 0 };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions = previewActions({
  map: (api, input) => api.permohonan.mapRunningImport(input),
  take: (api, input) => api.permohonan.takeRunningImport(input),
  place: '/petugas/berkas-berjalan',
});
