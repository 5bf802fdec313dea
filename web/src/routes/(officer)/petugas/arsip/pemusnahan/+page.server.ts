import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 100);
  try {
    return { title: 'Pemusnahan arsip', mulai, keeps: hat.permissions.includes('archive.keep'), list: await event.locals.api.archive.listDisposals(mulai ? { cursor: mulai } : {}) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
