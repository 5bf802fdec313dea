import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Meja asesor', ...(await event.locals.api.evaluation.desk({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
