import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Asesor', ...(await event.locals.api.evaluation.listAssessors({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.declareInterestsOf({ account: one(values, 'account'), interests: one(values, 'interests') });
      return { said: `Pernyataan ${one(values, 'nama')} dicatat.` };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
