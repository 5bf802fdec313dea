import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    return { title: 'Kinerja unit', unit: hat.unitName, performance: await event.locals.api.permohonan.performance({}) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
