import { fail } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Kiriman luring', campaign: await event.locals.api.evaluation.getCampaign({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const file = posted.get('content');
    if (!(file instanceof File) || file.size === 0) {
      return fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Pilih berkasnya.', code: 'request.invalid', fields: [{ path: 'content', message: 'Pilih berkas XLSX atau CSV.' }] } });
    }
    try {
      const { entered } = await event.locals.api.evaluation.enterLevels({ id: event.params.id, fileName: file.name.slice(0, 200), content: Buffer.from(await file.arrayBuffer()).toString('base64'), by: one(values, 'by') });
      return { said: `${entered} kiriman dimasukkan dan disegel.` };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
