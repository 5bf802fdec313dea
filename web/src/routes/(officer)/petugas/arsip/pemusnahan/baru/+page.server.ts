import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { archive } = event.locals.api;
  try {
    const [ripe, people] = await Promise.all([archive.listRipe({ limit: 100 }), archive.listPeople({})]);
    return { title: 'Susun usulan pemusnahan', ripe, people: people.items, year: event.locals.installation.now.toString().slice(0, 4) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let made: { id: string };
    try {
      made = await event.locals.api.archive.propose({ title: one(values, 'title'), folders: many(values, 'folders'), members: many(values, 'members'), executor: one(values, 'executor'), witness: one(values, 'witness') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/arsip/pemusnahan/${made.id}?selesai=usul`);
  },
};
