import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const year = event.url.searchParams.get('tahun')?.slice(0, 4);
  try {
    return { title: 'Pegawai yang saya pimpin', here: '/petugas/skp/staf', ...(await event.locals.api.performance.listStaff(year ? { year } : {})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
