import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { refusedFiles, storeFiles } from '../../surat/parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const [{ types }, codes] = await Promise.all([event.locals.api['letter-types'].listNational({ limit: 1 }), event.locals.api.letters.listClassification({})]);
    return { title: 'Catat naskah SRIKANDI', here: '/petugas/naskah-srikandi', id: crypto.randomUUID(), today: today(event.locals.installation), types, codes: codes.items.map(({ code, title }) => ({ id: code, label: `${code} ${title}` })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const { api } = event.locals;
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      const problems = await storeFiles(api, posted, values, 'file');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { values: { ...values, file: many(values, 'file').filter((id) => id !== intent.id) } };
      await api['letter-types'].recordNational({
        id: one(values, 'id'), type: one(values, 'type'), number: one(values, 'number'), letterDate: one(values, 'letterDate'), subject: one(values, 'subject'), to: one(values, 'to'), classification: one(values, 'classification'), secrecy: (one(values, 'secrecy') || 'biasa') as 'biasa', file: one(values, 'file'),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah-srikandi?tercatat=${encodeURIComponent(one(values, 'number'))}`);
  },
};
