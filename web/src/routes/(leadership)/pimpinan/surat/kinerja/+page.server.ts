import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { weeksOf } from './weeks.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const weeks = weeksOf(event.url);
  try {
    return { title: 'Kinerja surat', weeks, figures: await event.locals.api.letters.figures({ weeks }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
