import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { bulanDari } from '#lib/month.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const month = bulanDari(event.url.searchParams.get('bulan'));
  try {
    return { title: 'Daftar bayar TPP', ...(await event.locals.api.allowance.listRuns(month ? { month } : {})), computed: event.url.searchParams.get('dihitung') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  hitung: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const month = one(values, 'bulan');
    const agency = one(values, 'unit');
    let people: number;
    try {
      ({ people } = await event.locals.api.allowance.computeRuns({ month, ...(agency ? { agency } : {}) }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/tpp?bulan=${month}&dihitung=${people}`);
  },
};
