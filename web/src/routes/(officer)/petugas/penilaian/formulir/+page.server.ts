import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Formulir penilaian', ...(await event.locals.api['self-assessment'].listForms({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let id: string;
    try {
      ({ id } = await event.locals.api['self-assessment'].openForm({ instrument: one(values, 'instrument'), year: one(values, 'year'), semester: one(values, 'semester') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/penilaian/formulir/${id}`);
  },
};
