import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    return { title: 'Kategori pengaduan', categories: (await locals.api.complaints.listAllCategories({})).items };
  } catch (thrown) {
    asPageError(thrown);
  }
};
