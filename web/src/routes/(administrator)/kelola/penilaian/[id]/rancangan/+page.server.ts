import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const draft = await event.locals.api.assessments.getInstrumentDraft({ id: event.params.id });
    return { title: `Isi ${draft.name}`, draft, saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  terbitkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    if (one(values, 'paham') !== 'ya') return fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Centang pernyataannya.', code: 'request.invalid', fields: [{ path: 'paham', message: 'Centang bahwa Anda sudah memeriksa isinya.' }] } });
    try {
      await event.locals.api.assessments.publishInstrumentDraft({ id: event.params.id, seq: one(values, 'seq') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/penilaian/${event.params.id}`);
  },
  buang: async (event) => {
    requireOfficer(event);
    try {
      await event.locals.api.assessments.dropInstrumentDraft({ id: event.params.id });
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, `/kelola/penilaian/${event.params.id}`);
  },
};
