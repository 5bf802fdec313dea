import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { urgencyNames } from '../../../../../../server/modules/letters/contract.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Surat', settings: await event.locals.api.letters.getSettings({}), saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.letters.saveSettings({ version: one(values, 'version'), clocks: urgencyNames.map((urgency, i) => ({ urgency, amount: one(values, `clocks.${i}.amount`), unit: one(values, `clocks.${i}.unit`) as 'clock-hours', legalBasis: one(values, `clocks.${i}.legalBasis`) })) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/kelola/surat?tersimpan');
  },
};
