import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { mappingOf, rowsAsked } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = rowsAsked(url);
  try {
    return { title: 'Pratinjau status jalan', only: asked.only, paged: asked.after > 0, preview: await locals.api.complaints.previewRoadImport({ id: params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kolom: async ({ locals, params, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.complaints.mapRoadImport({ id: params.id, version: Number(one(values, 'version')), mapping: mappingOf(values) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/pengaduan/jalan/impor/${params.id}`);
  },
  ambil: async ({ locals, params, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.complaints.takeRoadImport({ id: params.id, version: Number(one(values, 'version')) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/pengaduan/jalan/impor/${params.id}`);
  },
};
