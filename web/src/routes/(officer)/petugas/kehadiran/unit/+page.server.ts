import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = event.url.searchParams;
  const unit = asked.get('unit')?.slice(0, 36);
  const day = asked.get('hari')?.slice(0, 10);
  try {
    return { title: 'Kehadiran unit', view: await event.locals.api.timesheets.getUnitDay({ ...(unit ? { unit } : {}), ...(day ? { day } : {}) }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
