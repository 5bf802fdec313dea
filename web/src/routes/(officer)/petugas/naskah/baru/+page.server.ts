import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const query = event.url.searchParams.get('cari')?.trim().slice(0, 60) ?? '';
  try {
    const [{ items }, { families }] = await Promise.all([event.locals.api.outgoing.listTypes({}), event.locals.api['letter-types'].listTypes({})]);
    const found = items.filter((item) => item.title.toLowerCase().includes(query.toLowerCase()));
    return { title: 'Tulis naskah', query, groups: families.map((family) => ({ ...family, items: found.filter((item) => item.family === family.id) })).filter((group) => group.items.length > 0), answers: event.url.searchParams.get('menjawab')?.slice(0, 36) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const answers = one(values, 'menjawab');
    let id: string;
    try {
      ({ id } = await event.locals.api.outgoing.beginLetter({ type: one(values, 'jenis'), ...(answers && { answers }) }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah/${id}/tulis`);
  },
};
