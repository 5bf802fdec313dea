import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { askedOf } from '../asked.ts';
import type { PageServerLoad } from './$types';

const MOST = 1000;
/** Oldest number first, as the paper book; more than a thousand lines are asked for by month. */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = askedOf(event.url);
  try {
    const first = await event.locals.api.letters.agendaBook({ ...asked.filter, limit: 100 });
    const items = [...first.items];
    for (let next = first.nextCursor; next !== undefined && items.length < MOST; ) {
      const more = await event.locals.api.letters.agendaBook({ ...asked.filter, limit: 100, cursor: next });
      items.push(...more.items);
      next = more.nextCursor;
    }
    return { title: `Buku agenda ${first.year}`, asked, unit: first.unit, year: first.year, items: items.reverse(), cut: items.length >= MOST };
  } catch (thrown) {
    asPageError(thrown);
  }
};
