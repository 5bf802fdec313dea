import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const api = locals.api.complaints;
  try {
    const [key, province] = await Promise.all([api.keyNotice({}), api.getProvince({})]);
    return { title: 'Kunci Inspektorat', key, province, saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.complaints.saveProvince({ host: one(values, 'host'), name: one(values, 'name'), contact: one(values, 'contact') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/kelola/pengaduan/kunci?tersimpan');
  },
};
