import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const day = event.url.searchParams.get('hari') || undefined;
  try {
    return { title: 'Foto absen', ...(await event.locals.api.attendance.listPhotographs({ day })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
