import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const only = event.url.searchParams.has('semua') ? ('all' as const) : ('open' as const);
    return { title: 'Salin ke portal', only, portal: await event.locals.api['self-assessment'].getPortal({ id: event.params.id, only }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api['self-assessment'].markPortal({ id: event.params.id, number: one(values, 'number'), digest: one(values, 'digest'), copied: one(values, 'copied') === 'ya' });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${event.url.pathname}${event.url.search}`);
  },
};
