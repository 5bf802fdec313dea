import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = (name: string, most: number) => event.url.searchParams.get(name)?.slice(0, most) || undefined;
  try {
    return { title: 'Rekap kinerja unit', here: '/petugas/lkh/rekap', ...(await event.locals.api.performance.listRecap({ unit: asked('unit', 36), month: asked('bulan', 7) })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
