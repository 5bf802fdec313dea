import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const [unit, year] = [event.url.searchParams.get('unit')?.slice(0, 36), Number(event.url.searchParams.get('tahun')) || undefined];
  try {
    return { title: 'Saldo cuti tahunan', here: '/kelola/cuti', ...(await event.locals.api.leave.listBalances({ ...(unit && { unit }), ...(year && { year }) })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
