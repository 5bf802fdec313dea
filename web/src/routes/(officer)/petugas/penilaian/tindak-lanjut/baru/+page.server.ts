import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  return { title: 'Catat rekomendasi', here: '/petugas/penilaian/tindak-lanjut' };
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let id: string;
    try {
      ({ id } = await event.locals.api['self-assessment'].writeFollowUp({ source: one(values, 'source'), year: one(values, 'year'), number: one(values, 'number'), text: one(values, 'text'), ...(one(values, 'due') && { due: one(values, 'due') }) }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/penilaian/tindak-lanjut/${id}`);
  },
};
