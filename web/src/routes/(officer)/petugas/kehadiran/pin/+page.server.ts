import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  try {
    return { title: 'PIN saya', mine: await locals.api.attendance.getMyOfficePin({}), saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.attendance.setMyOfficePin({ pin: one(values, 'pin'), again: one(values, 'again') });
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, '/petugas/kehadiran/pin?tersimpan');
  },
};
