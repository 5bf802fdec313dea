import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = askedOf(event.url);
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 100);
  try {
    return { title: 'Register naskah keluar', asked, mulai, register: await event.locals.api.outgoing.register({ ...asked.filter, limit: 100, ...(mulai && { cursor: mulai }) }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
