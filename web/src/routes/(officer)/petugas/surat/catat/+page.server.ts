import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { codesNear } from '#lib/server/codes.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { today } from '#lib/format.ts';
import { atInputs, eventFrom } from '../parts/read-action.ts';
import { refusedFiles, storeFiles } from '../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { letters } = event.locals.api;
  try {
    const [addressees, codes, book] = await Promise.all([letters.listAddressees({}), codesNear(event), letters.bookState({})]);
    return { title: 'Catat surat masuk', id: crypto.randomUUID(), today: today(event.locals.installation), addressees: addressees.items, ...codes, blocks: book.leases.filter((one) => one.state !== 'closed').map((one) => `${one.first} sampai ${one.last} (${one.holder})`), done: event.url.searchParams.get('selesai')?.slice(0, 20), doneId: event.url.searchParams.get('surat')?.slice(0, 36) };
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
    let made: { id: string; agenda: string };
    try {
      const problems = await storeFiles(api, posted, values, 'files');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { values: { ...values, files: many(values, 'files').filter((id) => id !== intent.id) } };
      made = await api.letters.registerLetter({
        id: one(values, 'id'), sender: one(values, 'sender'), senderNumber: one(values, 'senderNumber'), letterDate: one(values, 'letterDate'), subject: one(values, 'subject'), summary: one(values, 'summary'), attachments: one(values, 'attachments'), classification: one(values, 'classification'),
        secrecy: (one(values, 'secrecy') || 'biasa') as 'biasa', urgency: (one(values, 'urgency') || 'biasa') as 'biasa', post: one(values, 'post'), channel: (one(values, 'channel') || 'counter') as 'counter', files: many(values, 'files'), ...(eventFrom(values) && { event: eventFrom(values) }), ...(one(values, 'number') && { number: one(values, 'number') }), evenSo: posted.get('tetap') ? one(values, 'evenSo') || 'Surat lain' : '',
      });
    } catch (thrown) {
      return asActionFailure(atInputs(thrown), values);
    }
    redirect(303, `/petugas/surat/catat?selesai=${encodeURIComponent(made.agenda)}&surat=${made.id}`);
  },
};
