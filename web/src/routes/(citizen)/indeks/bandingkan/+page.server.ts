import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const siklus = url.searchParams.get('siklus') ?? '';
  const cari = url.searchParams.get('cari')?.trim().slice(0, 100) ?? '';
  try {
    const view = await locals.api.assessments.compare({ ids: url.searchParams.get('lembaga') ?? '', ...(siklus && { cycle: siklus }), ...(cari && { add: cari }) });
    return { title: 'Bandingkan instansi', siklus, cari, view };
  } catch (thrown) {
    asPageError(thrown);
  }
};
