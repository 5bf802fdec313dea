import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

const ONLY = { lewat: 'overdue', semua: 'all' } as const;

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { url } = event;
  // Who hands in sees the own unit first; who only asks has one list.
  const box = url.searchParams.get('kotak') === 'tim' || !hat.permissions.includes('self-assessment.hand-in') ? ('asked' as const) : ('unit' as const);
  const shown = (url.searchParams.get('tampil') ?? '') as keyof typeof ONLY;
  try {
    return { title: 'Permintaan bukti', box, shown: shown in ONLY ? shown : null, ...(await event.locals.api['self-assessment'].listRequests({ box, only: ONLY[shown] ?? 'waiting' })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
