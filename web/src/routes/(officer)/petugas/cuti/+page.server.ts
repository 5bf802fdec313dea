import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const year = Number(event.url.searchParams.get('tahun')) || undefined;
  try {
    const mine = await event.locals.api.leave.myLeave(year === undefined ? {} : { year });
    return { ...mine, title: 'Cuti saya', post: mine.title, counts: { '/petugas/cuti/tinjau': mine.waiting } };
  } catch (thrown) {
    asPageError(thrown);
  }
};
