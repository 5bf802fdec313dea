import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { monthOf } from '../../parts/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const view = await event.locals.api.timesheets.getPersonMonth({ person: event.params.person, ...monthOf(event.url) });
    return { title: `Kehadiran ${view.name}`, here: '/petugas/kehadiran/unit', person: event.params.person, view };
  } catch (thrown) {
    asPageError(thrown);
  }
};
