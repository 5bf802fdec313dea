import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const siklus = url.searchParams.get('siklus') ?? '';
  try {
    const one = await locals.api.assessments.institution({ id: params.id, ...(siklus && { cycle: siklus }) });
    return { title: one.row.name, siklus, one };
  } catch (thrown) {
    asPageError(thrown);
  }
};
