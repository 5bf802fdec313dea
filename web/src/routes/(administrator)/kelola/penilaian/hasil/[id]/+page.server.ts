import { redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = event.url.searchParams.get('tampil');
  const only = asked === 'ditolak' ? 'refused' : asked === 'bersih' ? 'clean' : 'all';
  const after = Math.max(0, Math.trunc(Number(event.url.searchParams.get('setelah'))) || 0);
  try {
    return { title: 'Pratinjau hasil', only, after, preview: await event.locals.api.assessments.previewImport({ id: event.params.id, only, after }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    let cycle: string;
    try {
      ({ cycle } = await event.locals.api.assessments.takeImport({ id: event.params.id }));
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, `/indeks?siklus=${cycle}`);
  },
};
