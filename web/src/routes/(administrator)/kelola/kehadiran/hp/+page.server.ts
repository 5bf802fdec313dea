import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const query = event.url.searchParams.get('cari') ?? '';
  try {
    return { title: 'HP absen', query, ...(await event.locals.api.attendance.listPhones({ query })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const decide = (verb: 'approvePhone' | 'revokePhone'): Actions[string] => async (event) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await event.locals.api.attendance[verb]({ id: one(values, 'id') });
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, `/kelola/kehadiran/hp${event.url.searchParams.has('cari') ? `?cari=${encodeURIComponent(event.url.searchParams.get('cari')!)}` : ''}`);
};
export const actions: Actions = { setujui: decide('approvePhone'), cabut: decide('revokePhone') };
