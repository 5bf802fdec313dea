import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const query = event.url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 36);
  try {
    return { title: 'Naskah SRIKANDI', query, mulai, ...(await event.locals.api['letter-types'].listNational({ query, ...(mulai ? { cursor: mulai } : {}) })), done: event.url.searchParams.get('tercatat')?.slice(0, 100) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
