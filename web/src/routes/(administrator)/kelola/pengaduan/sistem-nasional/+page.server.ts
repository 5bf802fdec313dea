import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  try {
    return { title: 'Sistem nasional', system: await locals.api.complaints.getNationalSystem({}), saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    const of = (name: string) => one(values, name).trim();
    try {
      await locals.api.complaints.saveNationalSystem({ version: Number(of('version')), enabled: of('enabled') !== '', address: of('address'), region: of('region'), token: of('token') });
    } catch (thrown) {
      // A token is not sent back into the page.
      return asActionFailure(thrown, { ...values, token: '' });
    }
    redirect(303, '/kelola/pengaduan/sistem-nasional?tersimpan');
  },
  coba: async ({ locals }) => {
    try {
      return { tried: await locals.api.complaints.tryNationalSystem({}) };
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
  },
};
