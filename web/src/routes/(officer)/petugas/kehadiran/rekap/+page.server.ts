import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { monthOf } from '../parts/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Rekap kehadiran', named: event.url.searchParams.get('nama')?.trim().slice(0, 80) ?? '', state: event.url.searchParams.get('keadaan')?.slice(0, 10) ?? '', list: await event.locals.api.timesheets.listRecaps(monthOf(event.url)) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
