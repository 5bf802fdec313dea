import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const asked = event.url.searchParams.get('tampil');
  const only = asked === 'ditolak' ? 'refused' : asked === 'bersih' ? 'clean' : 'all';
  try {
    const preview = await event.locals.api.permohonan.previewRunningImport({ id: event.params.id, only, after: Number(event.url.searchParams.get('setelah')) || 0 });
    return { title: 'Pratinjau berkas berjalan', here: '/petugas/berkas-berjalan', only, preview, opens: hat.permissions.includes('permohonan.process'), paged: event.url.searchParams.has('setelah') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kolom: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const mapping = Object.fromEntries(Object.entries(values).filter(([name, value]) => name.startsWith('kolom.') && value !== '').map(([name, value]) => [name.slice(6), Number(value)]));
    try {
      await event.locals.api.permohonan.mapRunningImport({ id: event.params.id, version: Number(one(values, 'version')), mapping });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/berkas-berjalan/${event.params.id}`);
  },
  ambil: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.permohonan.takeRunningImport({ id: event.params.id, version: Number(one(values, 'version')) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/berkas-berjalan/${event.params.id}`);
  },
};
