import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const month = event.url.searchParams.get('bulan')?.slice(0, 7);
  try {
    const schedule = await event.locals.api['work-schedules'].getUnitSchedule({ unit: event.params.unit, ...(month && { month }) });
    return { title: `Jam kerja ${schedule.unitName}`, here: '/kelola/kehadiran/jam-kerja', schedule };
  } catch (thrown) {
    asPageError(thrown);
  }
};
