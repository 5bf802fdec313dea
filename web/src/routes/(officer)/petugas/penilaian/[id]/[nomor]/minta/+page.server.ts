import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: `Minta bukti indikator ${event.params.nomor}`, asking: await event.locals.api['self-assessment'].getAsking({ id: event.params.id, number: event.params.nomor }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const { id, nomor } = event.params;
    // The place is one choice: "4.b", or the level alone.
    const [level, letter] = one(values, 'level').split('.') as [string, string | undefined];
    try {
      await event.locals.api['self-assessment'].askForEvidence({ id, number: nomor, level, letter: letter ?? null, unit: one(values, 'unit'), text: one(values, 'text'), due: one(values, 'due') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/penilaian/${id}/${nomor}/minta`);
  },
};
