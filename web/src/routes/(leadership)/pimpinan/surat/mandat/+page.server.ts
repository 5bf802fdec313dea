import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    const { given, held, assistants } = await event.locals.api.letters.listMandates({});
    return { title: 'Mandat asisten', given, held, assistants, today: today(event.locals.installation), mayGive: hat.permissions.includes('letters.mandate') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  beri: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.letters.giveMandate({ assistant: one(values, 'assistant'), fromDay: one(values, 'fromDay'), toDay: one(values, 'toDay') || null, upTo: (one(values, 'upTo') || 'terbatas') as 'terbatas', orderLetter: one(values, 'orderLetter') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/pimpinan/surat/mandat');
  },
  akhiri: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.letters.endMandate({ id: one(values, 'id'), version: one(values, 'version') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/pimpinan/surat/mandat');
  },
};
