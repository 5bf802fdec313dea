import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Permohonan kehadiran', items: (await event.locals.api.timesheets.listPetitions({})).items, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let found = '';
    try {
      const grant = one(values, 'putusan') === 'setuju';
      found = (await event.locals.api.timesheets.decidePetition({ id: one(values, 'id'), version: one(values, 'version'), grant, answer: one(values, 'answer'), ...(one(values, 'time') ? { time: one(values, 'time') } : {}) })).found;
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/kehadiran/permohonan?sudah=${encodeURIComponent(found)}`);
  },
};
