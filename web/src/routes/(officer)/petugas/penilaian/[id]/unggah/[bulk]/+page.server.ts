import { redirect } from '@sveltejs/kit';
import { one, readValues, rowCount } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Pratinjau berkas', preview: await event.locals.api['self-assessment'].getBulk({ id: event.params.id, bulk: event.params.bulk }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const items = Array.from({ length: rowCount(values, 'items') }, (_, at) => at).flatMap((at) => {
      const of = (name: string) => one(values, `items.${at}.${name}`);
      return of('at') === '' ? [] : [{ at: of('at'), number: of('number'), level: of('level') || null, letter: of('letter'), title: of('title'), skipped: of('skipped') === 'ya' }];
    });
    try {
      await event.locals.api['self-assessment'].placeBulk({ ...event.params, items });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, event.url.pathname);
  },
  ambil: async (event) => {
    requireOfficer(event);
    try {
      await event.locals.api['self-assessment'].takeBulk(event.params);
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, `/petugas/penilaian/${event.params.id}`);
  },
};
