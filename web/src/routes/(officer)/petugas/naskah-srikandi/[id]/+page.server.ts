import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { api } = event.locals;
  try {
    const letter = await api['letter-types'].getNational({ id: event.params.id });
    const posts = letter.mayHandOn ? (await api.letters.listAddressees({})).items.filter((post) => !letter.handed.some((one) => one.post === post.id)) : [];
    return { title: letter.subject, here: '/petugas/naskah-srikandi', letter, posts, done: event.url.searchParams.get('diteruskan')?.slice(0, 20) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  teruskan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let made: { agenda: string };
    try {
      made = await event.locals.api['letter-types'].handOnNational({ id: event.params.id, post: one(values, 'post') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah-srikandi/${event.params.id}?diteruskan=${encodeURIComponent(made.agenda)}`);
  },
};
