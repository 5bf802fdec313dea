import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import type { QueueRow } from '../parts/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const cari = event.url.searchParams.get('cari')?.trim().slice(0, 100) ?? '';
  const nothing: { items?: QueueRow[]; corrected?: string; problem?: Problem } = {};
  if (cari === '') return { title: 'Cari laporan', cari, ...nothing };
  try {
    const { items, corrected } = await event.locals.api.complaints.search({ query: cari, limit: 50 });
    return { title: 'Cari laporan', cari, items, corrected, problem: nothing.problem };
  } catch (thrown) {
    const problem = (thrown as { problem?: Problem }).problem;
    if (problem?.status === 422) return { title: 'Cari laporan', cari, ...nothing, problem };
    asPageError(thrown);
  }
};
