import { one, many, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { storeFiles } from '../../../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    return { title: 'Hasil penilaian', here: '/petugas/penilaian', page: await event.locals.api['self-assessment'].getOutcome({ id: event.params.id }), mayObject: hat.permissions.includes('self-assessment.object'), seesFollowUp: hat.permissions.includes('self-assessment.see-follow-up') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  sanggah: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      await storeFiles(event.locals.api, posted, values);
      await event.locals.api['self-assessment'].objectTo({ id: event.params.id, number: one(values, 'number'), text: one(values, 'text'), uploads: many(values, 'uploads') });
      return { objected: one(values, 'number') };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
