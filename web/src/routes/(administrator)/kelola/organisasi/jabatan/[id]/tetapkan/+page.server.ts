import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { nullable, text } from '../../../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Without script: first the person is looked for, then the form follows. */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const query = (event.url.searchParams.get('orang') ?? '').trim().slice(0, 100);
  const chosen = event.url.searchParams.get('pilih');
  const api = event.locals.api.organization;
  try {
    const [post, found, person] = await Promise.all([api.getPost({ id: event.params.id }), query ? api.listPeople({ query, limit: 20 }) : null, chosen ? api.getPerson({ id: chosen }) : null]);
    const current = post.holders.find((holder) => holder.capacity === 'definitive') ?? null;
    return { title: 'Tetapkan pejabat', post: { id: post.id, title: post.title, unitName: post.unitName }, current: current && { name: current.personName }, query, found: found?.items ?? null, person: person && { id: person.id, name: person.name, nip: person.nip, posts: person.posts }, today: today(event.locals.installation) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    if (!one(values, 'capacity')) {
      return fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Pilih kedudukannya.', code: 'request.invalid', fields: [{ path: 'capacity', message: 'Pilih kedudukannya.' }] } });
    }
    let warnings: string[];
    try {
      ({ warnings } = await event.locals.api.organization.appointHolder({
        post: event.params.id, person: one(values, 'person'), capacity: one(values, 'capacity') as never, orderLetter: nullable(values, 'orderLetter'), fromDay: text(values, 'fromDay'), toDay: nullable(values, 'toDay'),
        current: one(values, 'akhiri') ? 'end-the-day-before' : 'refuse',
      }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/jabatan/${event.params.id}${warnings[0] ? `?ingat=${encodeURIComponent(warnings[0])}` : ''}`);
  },
};
