import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { bulanDari } from '#lib/month.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const asked = event.url.searchParams.get('bulan');
  const month = bulanDari(asked);
  const { allowance } = event.locals.api;
  try {
    const [{ items }, found] = await Promise.all([allowance.listCorrections({}), month ? allowance.findDifferences({ month }) : undefined]);
    return { title: 'Koreksi TPP', corrections: items, found, month, asked, mayPay: hat.permissions.includes('allowance.pay'), made: event.url.searchParams.get('dibuat') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const month = one(values, 'bulan');
    let made: number;
    try {
      ({ made } = await event.locals.api.allowance.makeCorrections({ month, pays: many(values, 'pay'), kind: one(values, 'kind') === 'closing' ? 'closing' : 'decree', basis: one(values, 'basis'), reason: one(values, 'reason') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/tpp/koreksi?bulan=${month}&dibuat=${made}`);
  },
};
