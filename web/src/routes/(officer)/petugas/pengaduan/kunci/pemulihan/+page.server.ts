import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const key = await event.locals.api.complaints.keyState({});
    return { title: 'Pulihkan kunci Inspektorat', here: '/petugas/pengaduan', waiting: key.holders.filter(({ state }) => state === 'waiting').map(({ id, name, mark }) => ({ id, label: name, help: `tanda kunci ${mark}` })), mark: key.recovery?.mark, least: key.leastHolders };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.recoverKey({ first: one(values, 'first'), second: one(values, 'second'), holders: many(values, 'holders') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/pengaduan/kunci?sudah=berlaku');
  },
};
