import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { askedOf } from '../parts/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = askedOf(event.url, 'semua');
  try {
    const list = await event.locals.api.archive.recordsList(asked.filter);
    return { title: list.title, asked, list };
  } catch (thrown) {
    asPageError(thrown);
  }
};
