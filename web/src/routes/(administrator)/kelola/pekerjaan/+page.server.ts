import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

const VIEWS = { gagal: 'dead', berjalan: 'open', pengiriman: 'deliveries' } as const;
type View = keyof typeof VIEWS;

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('lihat') ?? '';
  const view: View = asked in VIEWS ? (asked as View) : 'gagal';
  const cursor = url.searchParams.get('dari')?.slice(0, 100) || undefined;
  const page = cursor ? { cursor } : {};
  try {
    const [jobs, deliveries] = await Promise.all([
      locals.api.operations.listJobs(view === 'pengiriman' ? { limit: 1 } : { state: VIEWS[view], ...page }),
      locals.api.notifications.listDeliveries(view === 'pengiriman' ? { state: 'all', ...page } : { limit: 1 }),
    ]);
    return { title: 'Pekerjaan', view, jobs, deliveries, cursor, counts: { '/kelola/pekerjaan': jobs.counts.dead + jobs.counts.stuck } };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  ulangi: async ({ request, locals }) => {
    const id = String((await request.formData()).get('id') ?? '');
    try {
      return { again: (await locals.api.operations.retryJob({ id })).what };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
  'ulangi-semua': async ({ locals }) => {
    try {
      return await locals.api.operations.retryAllJobs({});
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
