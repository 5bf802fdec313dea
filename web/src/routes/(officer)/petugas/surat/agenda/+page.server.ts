import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = askedOf(event.url);
  const before = Number(event.url.searchParams.get('sebelum'));
  try {
    const book = await event.locals.api.letters.agendaBook({ ...asked.filter, ...(Number.isInteger(before) && before > 0 && { cursor: before }) });
    return { title: 'Buku agenda', asked, book, paged: before > 0 };
  } catch (thrown) {
    asPageError(thrown);
  }
};
