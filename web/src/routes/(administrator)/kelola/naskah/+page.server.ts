import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  try {
    return { title: 'Jenis naskah', gone: url.searchParams.get('sudah') === 'buang', ...(await locals.api['letter-types'].listManaged({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
