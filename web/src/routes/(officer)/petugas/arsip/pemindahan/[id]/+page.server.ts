import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Daftar pemindahan', move: await event.locals.api.archive.getMove({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.archive.answerMove({ id: event.params.id, accept: one(values, 'answer') === 'terima', receipt: one(values, 'receipt'), note: one(values, 'note') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/arsip/pemindahan/${event.params.id}`);
  },
};
