import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const year = event.url.searchParams.get('tahun')?.slice(0, 4);
  try {
    return { title: 'Peringatan disiplin', list: await event.locals.api.timesheets.listWarnings(year ? { year } : {}), said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.timesheets.settleWarning({ id: one(values, 'id'), version: one(values, 'version'), state: one(values, 'state') === 'closed' ? 'closed' : 'summoned', note: one(values, 'note') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/kehadiran/disiplin?sudah=${one(values, 'state') === 'closed' ? 'tutup' : 'panggil'}`);
  },
};
