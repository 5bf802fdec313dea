import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const one = await event.locals.api.assessments.getInstrument({ id: event.params.id });
    return { title: one.name, one };
  } catch (thrown) {
    asPageError(thrown);
  }
};
