import { redirect } from '@sveltejs/kit';
import { readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { atPoint, mapAgain, placeFrom } from '../../parts/place-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    const { all, units } = await event.locals.api.attendance.listPlaces({});
    return { title: 'Tambah tempat absen', all, units, own: hat.unitId };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const again = await mapAgain(event.locals, posted);
    if (again) return { values: again };
    const values = readValues(posted);
    try {
      await event.locals.api.attendance.createPlace(placeFrom(values, event.locals.installation.zone));
    } catch (thrown) {
      return asActionFailure(atPoint(thrown), values);
    }
    redirect(303, '/kelola/kehadiran/tempat');
  },
};
