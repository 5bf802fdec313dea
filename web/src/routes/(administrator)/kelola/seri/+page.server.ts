import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string) => url.searchParams.get(name)?.slice(0, 200) || undefined;
  const query = asked('cari');
  const cursor = asked('dari');
  try {
    const register = await locals.api.issuance.register({ ...(query ? { query } : {}), ...(cursor ? { cursor } : {}) });
    return { title: 'Seri nomor', register, query: query ?? '', cursor };
  } catch (thrown) {
    asPageError(thrown);
  }
};
