import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const waiting = await event.locals.api.leave.listWaiting({});
    return { title: 'Cuti menunggu Anda', ...waiting, counts: { '/petugas/cuti/tinjau': waiting.consider.length + waiting.grant.length } };
  } catch (thrown) {
    asPageError(thrown);
  }
};
