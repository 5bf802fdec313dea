import { requireOfficer } from '#lib/server/guard.ts';
import type { Problem } from '#lib/types.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { QueueRow } from '../parts/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const cari = event.url.searchParams.get('cari')?.trim().slice(0, 100) ?? '';
  const nothing: { items?: QueueRow[]; corrected?: string | undefined; problem?: Problem } = {};
  if (cari === '') return { title: 'Cari berkas', cari, ...nothing };
  try {
    const { items, corrected } = await event.locals.api.permohonan.search({ query: cari, limit: 50 });
    return { title: 'Cari berkas', cari, items, corrected, problem: nothing.problem };
  } catch (thrown) {
    // A query that is too short is said beside the box, not on an error page.
    const problem = (thrown as { problem?: Problem }).problem;
    if (problem?.status === 422 || problem?.code === 'request.invalid') return { title: 'Cari berkas', cari, ...nothing, problem };
    asPageError(thrown);
  }
};
