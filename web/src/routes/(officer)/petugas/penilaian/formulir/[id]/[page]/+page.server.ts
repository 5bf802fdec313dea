import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const page = await event.locals.api['self-assessment'].getFormPage({ id: event.params.id, page: event.params.page });
    return { title: page.title, page, saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** Inputs are named by their field; what is not posted is empty. */
export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const { id, page } = event.params;
    const { seq, lanjut: _, ...fields } = values;
    try {
      await event.locals.api['self-assessment'].saveFormPage({ id, page, seq: one({ seq: seq ?? '' }, 'seq'), answers: Object.fromEntries(Object.keys(fields).map((name) => [name, many(values, name)])) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    const next = one(values, 'lanjut');
    redirect(303, `/petugas/penilaian/formulir/${id}${next ? `/${next}` : ''}?tersimpan`);
  },
};
