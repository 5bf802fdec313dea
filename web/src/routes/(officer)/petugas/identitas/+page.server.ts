import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const { permissions } = requireOfficer(event).hat;
  return { title: 'Verifikasi identitas', may: { verify: permissions.includes('identity.verify'), reset: permissions.includes('identity.reset-citizen') } };
};

export const actions: Actions = {
  /** Posted, not asked by address: a NIK does not belong in the history of a browser. */
  cari: async (event) => {
    requireOfficer(event);
    const query = one(readValues(await event.request.formData()), 'query');
    try {
      return { query, found: (await event.locals.api.identity.findAccounts({ query })).items };
    } catch (thrown) {
      return asActionFailure(thrown, { query });
    }
  },
  verifikasi: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const [query, id, nik] = [one(values, 'query'), one(values, 'id'), one(values, 'nik')];
    const { identity } = event.locals.api;
    try {
      return { verified: await identity.verifyAccount({ id, nik, name: one(values, 'name'), birthDate: one(values, 'birthDate') }) };
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      return { ...failure.data, query, wrongId: id, found: (await identity.findAccounts({ query })).items };
    }
  },
  kedua: async (event) => {
    requireOfficer(event);
    try {
      return { lost: 'second-factor' as const, printed: await event.locals.api.identity.issueSecondFactorCode({ id: one(readValues(await event.request.formData()), 'id') }) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
  kode: async (event) => {
    requireOfficer(event);
    try {
      return { printed: await event.locals.api.identity.issueResetCode({ id: one(readValues(await event.request.formData()), 'id') }) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
