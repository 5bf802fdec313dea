import { asPageError } from '#lib/server/refusal.ts';
import { apiOf } from '../../../(officer)/petugas/parts/api.ts';
import type { PageServerLoad } from './$types';

export { actions } from '../+page.server.ts';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    const overdue = await apiOf(locals).permohonan.overdue({});
    return { title: 'Terlambat', overdue, counts: { '/pimpinan/terlambat': overdue.total } };
  } catch (thrown) {
    asPageError(thrown);
  }
};
