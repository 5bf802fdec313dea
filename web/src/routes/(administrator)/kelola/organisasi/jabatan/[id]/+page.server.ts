import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { nullable, text } from '../../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const post = await event.locals.api.organization.getPost({ id: event.params.id });
    return { title: post.title, post, today: today(event.locals.installation), warned: event.url.searchParams.get('ingat') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** Ends or corrects one holding. */
  masa: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.organization.changeHolding({
        id: one(values, 'holding'), version: Number(one(values, 'version')), fromDay: text(values, 'fromDay'), toDay: nullable(values, 'toDay'), orderLetter: nullable(values, 'orderLetter'),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, event.url.pathname);
  },
  tandatangan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    if (!one(values, 'mode')) return fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Pilih cara menandatangani.', code: 'request.invalid', fields: [{ path: 'mode', message: 'Pilih salah satu.' }] } });
    try {
      await event.locals.api.organization.setSignMode({ id: one(values, 'holding'), mode: one(values, 'mode') as never, from: text(values, 'from') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, event.url.pathname);
  },
};
