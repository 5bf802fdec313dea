import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Slip TPP pegawai', id: event.params.id, slip: await event.locals.api.allowance.getSlip({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
