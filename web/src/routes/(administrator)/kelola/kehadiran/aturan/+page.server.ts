import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Aturan kehadiran', fresh: crypto.randomUUID(), said: event.url.searchParams.get('sudah') ?? '', ...(await event.locals.api.timesheets.listPolicies({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
