import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

const spans = [8, 26, 52];

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = Number(url.searchParams.get('minggu'));
  const weeks = spans.includes(asked) ? asked : 8;
  try {
    return { title: 'Kinerja', weeks, spans, dashboard: await locals.api.permohonan.dashboard({ weeks }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
