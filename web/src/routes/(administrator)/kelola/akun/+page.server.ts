import { error } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

const STATES = ['none', 'pending', 'active', 'locked', 'closed'] as const;
const CHANGES = ['active', 'locked', 'closed'] as const;
type State = (typeof STATES)[number];

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  if (!hat.permissions.includes('identity.manage-staff')) error(403, 'Halaman ini untuk administrator unit atau instansi. Ganti jabatan bila Anda memegang lebih dari satu.');
  const { searchParams } = event.url;
  const query = searchParams.get('cari')?.slice(0, 100) ?? '';
  const state = STATES.find((one) => one === searchParams.get('keadaan')) as State | undefined;
  const after = searchParams.get('dari')?.slice(0, 200) || undefined;
  try {
    const list = await event.locals.api.identity.listStaff({ query, ...(state ? { status: state } : {}), ...(after ? { after } : {}) });
    return { title: 'Akun pegawai', ...list, query, state: state ?? '', after, institution: hat.duties.includes('administrator') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kartu: async (event) => {
    requireOfficer(event);
    const people = many(readValues(await event.request.formData()), 'people');
    try {
      return { issued: await event.locals.api.identity.issueCards({ people }) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
  kode: async (event) => {
    requireOfficer(event);
    try {
      return { printed: await event.locals.api.identity.issueStaffResetCode({ id: one(readValues(await event.request.formData()), 'id') }) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
  keadaan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const state = CHANGES.find((each) => each === one(values, 'state')) ?? 'locked';
    try {
      await event.locals.api.identity.setAccountState({ id: one(values, 'id'), state, reason: one(values, 'reason') });
      return { changed: { name: one(values, 'name'), state } };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  cabut: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.identity.resetSecondFactor({ id: one(values, 'id') });
      return { taken: one(values, 'name') };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
