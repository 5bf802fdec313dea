import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const state = event.url.searchParams.get('sudah') === 'ya' ? 'done' : 'open';
  try {
    return { title: 'Tinjau absen', state, ...(await event.locals.api.attendance.listReviews({ state })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const decide = (decision: 'upheld' | 'rejected'): Actions[string] => async (event) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await event.locals.api.attendance.reviewPunches({ ids: many(values, 'ids'), decision, words: one(values, 'words').trim() });
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, '/petugas/kehadiran/tinjau');
};
export const actions: Actions = { terima: decide('upheld'), tolak: decide('rejected') };
