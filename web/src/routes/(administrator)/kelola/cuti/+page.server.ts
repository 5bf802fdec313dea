import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { registerAsked } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = registerAsked(event.url);
  try {
    return { title: 'Register cuti', asked, query: event.url.searchParams.toString(), ...(await event.locals.api.leave.listRegister(asked)) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
