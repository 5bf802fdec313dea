import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const unit = url.searchParams.get('unit') || undefined;
  const api = locals.api['staff-overview'];
  try {
    const [now, weeks, predicates] = await Promise.all([api.staffToday({ unit }), api.staffWeeks({ unit }), api.staffPredicates({ unit })]);
    return { title: 'Pegawai hari ini', now, weeks, predicates, here: `/pimpinan/pegawai${unit ? `?unit=${unit}` : ''}` };
  } catch (thrown) {
    asPageError(thrown);
  }
};
