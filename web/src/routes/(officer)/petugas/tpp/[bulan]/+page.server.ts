import { namaBulan } from '#lib/month.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: `Slip TPP ${namaBulan(event.params.bulan)}`, slip: await event.locals.api.allowance.getOwnSlip({ month: event.params.bulan }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
