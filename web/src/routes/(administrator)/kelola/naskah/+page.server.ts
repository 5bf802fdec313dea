import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    return { title: 'Jenis naskah', ...(await locals.api['letter-types'].listManaged({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
