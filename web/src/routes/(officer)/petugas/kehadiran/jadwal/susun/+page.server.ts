import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const month = event.url.searchParams.get('bulan')?.slice(0, 7);
  try {
    return { title: 'Jadwal jaga', here: '/petugas/kehadiran/jadwal/susun', ...(await event.locals.api['work-schedules'].listRosters(month ? { month } : {})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
