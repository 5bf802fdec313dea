import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export { actions } from '../+page.server.ts';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    const overdue = await locals.api.permohonan.overdue({});
    return { title: 'Terlambat', overdue, counts: { '/pimpinan/terlambat': overdue.total } };
  } catch (thrown) {
    asPageError(thrown);
  }
};
