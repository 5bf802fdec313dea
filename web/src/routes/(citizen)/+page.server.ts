import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    const [catalogue, performance] = await Promise.all([
      locals.api.layanan.listCatalogue({}),
      locals.api.permohonan.performance({}),
    ]);
    return {
      layanan: catalogue.items.slice(0, 3).map(({ id, name }) => ({ id, name })),
      lifeEvents: catalogue.lifeEvents.filter(({ count }) => count > 0),
      performance,
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};
