import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Putaran penilaian', ...(await event.locals.api.evaluation.listCampaigns({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
