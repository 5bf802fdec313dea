import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const unit = url.searchParams.get('unit') || undefined;
  const day = url.searchParams.get('hari') || undefined;
  const api = locals.api['staff-overview'];
  try {
    const [now, weeks, predicates] = await Promise.all([api.staffToday({ unit, day }), api.staffWeeks({ unit }), api.staffPredicates({ unit })]);
    return { title: now.day === now.today ? 'Pegawai hari ini' : 'Kehadiran pegawai', now, weeks, predicates };
  } catch (thrown) {
    asPageError(thrown);
  }
};
