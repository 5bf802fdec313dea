import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const months = [3, 12, 36].find((one) => String(one) === url.searchParams.get('bulan')) ?? 12;
  try {
    return { title: 'Kinerja pengaduan', months, stats: await locals.api.complaints.stats({ months }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
