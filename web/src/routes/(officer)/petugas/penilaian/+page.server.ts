import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { items, may, today } = await event.locals.api['self-assessment'].listCampaigns({});
    return { title: 'Penilaian', items, may, today };
  } catch (thrown) {
    asPageError(thrown);
  }
};
