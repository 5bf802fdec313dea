import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const month = event.url.searchParams.get('bulan')?.slice(0, 7);
  try {
    return { title: 'Jadwal kerja saya', ...(await event.locals.api['work-schedules'].mySchedule(month ? { month } : {})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
