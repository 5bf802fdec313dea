import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { mappingOf, rowsAsked } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

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

export const actions: Actions = {
  kolom: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.permohonan.mapRunningImport({ id: event.params.id, version: Number(one(values, 'version')), mapping: mappingOf(values) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/berkas-berjalan/${event.params.id}`);
  },
  ambil: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.permohonan.takeRunningImport({ id: event.params.id, version: Number(one(values, 'version')) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/berkas-berjalan/${event.params.id}`);
  },
};
