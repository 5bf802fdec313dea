import { redirect } from '@sveltejs/kit';
import { many, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const said = event.url.searchParams.get('disalin');
    return { title: 'Salin tahun lalu', said, preview: await event.locals.api['self-assessment'].previewCopy({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let copied: number;
    try {
      ({ copied } = await event.locals.api['self-assessment'].copyBefore({ id: event.params.id, numbers: many(values, 'numbers') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/penilaian/${event.params.id}/salin?disalin=${copied}`);
  },
};
