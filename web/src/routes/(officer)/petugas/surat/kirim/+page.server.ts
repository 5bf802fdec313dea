import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { codesNear } from '#lib/server/codes.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { refusedFiles, storeFiles } from '../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { letters } = event.locals.api;
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 36);
  try {
    const [institutions, sent, codes] = await Promise.all([letters.listInstitutions({}), letters.listDispatches(mulai ? { cursor: mulai } : {}), codesNear(event)]);
    return { title: 'Kirim ke instansi lain', id: crypto.randomUUID(), today: today(event.locals.installation), institutions: institutions.items, sent, ...codes, mulai, done: event.url.searchParams.has('terkirim') };
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
      await api.letters.sendLetter({
        id: one(values, 'id'), host: one(values, 'host'), number: one(values, 'number'), letterDate: one(values, 'letterDate'), subject: one(values, 'subject'), attachments: one(values, 'attachments'), classification: one(values, 'classification'), secrecy: (one(values, 'secrecy') || 'biasa') as 'biasa', urgency: (one(values, 'urgency') || 'biasa') as 'biasa', file: one(values, 'file'),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/surat/kirim?terkirim');
  },
};
