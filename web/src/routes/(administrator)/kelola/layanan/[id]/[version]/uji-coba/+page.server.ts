import { today } from '#lib/format.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { answerTrial, blank, viewOf } from './trial.ts';
import type { Actions, PageServerLoad } from './$types';

/** The form as a citizen meets it first, with what is known of the account. Nothing of it is kept anywhere. */
export const load: PageServerLoad = async ({ locals, params, request }) => {
  try {
    const form = await locals.api.permohonan.tryOutForm({ id: params.id, version: params.version, answers: {}, prefill: true });
    const day = today(locals.installation);
    return { title: `Uji coba ${form.layananName}`, name: form.layananName, id: params.id, version: params.version, zone: locals.installation.zone, view: request.method === 'POST' ? blank : viewOf(form, undefined, day, locals.installation.region) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    const posted = await event.request.formData();
    try {
      return { view: await answerTrial(event, posted) };
    } catch (thrown) {
      return asActionFailure(thrown, { isian: String(posted.get('_isian') ?? '{}') });
    }
  },
};
