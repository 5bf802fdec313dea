import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { mappingOf, rowsAsked } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = rowsAsked(event.url);
  try {
    return { title: 'Pratinjau impor LAPOR!', here: '/petugas/pengaduan/lapor', only: asked.only, paged: asked.after > 0, preview: await event.locals.api.complaints.previewLaporImport({ id: event.params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kolom: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.mapLaporImport({ id: event.params.id, version: Number(one(values, 'version')), mapping: mappingOf(values) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/pengaduan/lapor/impor/${event.params.id}`);
  },
  ambil: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.takeLaporImport({ id: event.params.id, version: Number(one(values, 'version')) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/pengaduan/lapor/impor/${event.params.id}`);
  },
};
