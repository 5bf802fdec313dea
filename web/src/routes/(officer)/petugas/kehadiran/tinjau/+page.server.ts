import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const state = event.url.searchParams.get('sudah') === 'ya' ? 'done' : 'open';
  try {
    const { attendance } = event.locals.api;
    const after = event.url.searchParams.get('setelah')?.slice(0, 70) ?? '';
    const [reviews, { items: statements }] = [await attendance.listReviews({ state, after }), await attendance.listStatements({})];
    return { title: 'Tinjau absen', state, paged: after !== '', newId: crypto.randomUUID(), statements: statements.filter((one) => (one.signedAt === null) === (state === 'open')), ...reviews };
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
const state: Actions[string] = async (event) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  const id = one(values, 'statement');
  try {
    await event.locals.api.attendance.makeStatement({ id, ids: many(values, 'ids'), words: one(values, 'words').trim() });
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, `/petugas/kehadiran/tinjau/pernyataan/${id}`);
};
export const actions: Actions = { terima: decide('upheld'), tolak: decide('rejected'), nyatakan: state };
