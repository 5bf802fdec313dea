import { error } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { orSecondFactor } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  if (!requireOfficer(event).hat.permissions.includes('identity.manage-keys')) error(403, 'Halaman ini untuk administrator instansi. Ganti jabatan bila Anda memegang lebih dari satu.');
  try {
    return { title: 'Kunci API', ...(await event.locals.api.identity.listKeys({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  buat: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { made: await event.locals.api.identity.createKey({ name: one(values, 'name'), scopes: many(values, 'scopes'), days: one(values, 'days') }) };
    } catch (thrown) {
      orSecondFactor(thrown, '/kelola/kunci-api');
      return asActionFailure(thrown, values);
    }
  },
  cabut: async (event) => {
    requireOfficer(event);
    try {
      await event.locals.api.identity.revokeKey({ id: one(readValues(await event.request.formData()), 'id') });
      return { revoked: true };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
