import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Hari yang dihitung ulang', named: event.url.searchParams.get('nama')?.trim().slice(0, 80) ?? '', ...(await event.locals.api.timesheets.listChanges({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
