import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    return { title: 'Kinerja kami', performance: await locals.api.permohonan.performance({}) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
