import { one, readValues } from '#lib/forms/values.ts';
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
    const [jobs, deliveries, retention, remembered] = await Promise.all([
      locals.api.operations.listJobs(view === 'pengiriman' ? { limit: 1 } : { state: VIEWS[view], ...page }),
      locals.api.notifications.listDeliveries(view === 'pengiriman' ? { state: 'all', ...page } : { limit: 1 }),
      view === 'pengiriman' ? locals.api.notifications.getRetention({}) : undefined,
      view === 'pengiriman' ? locals.api.sync.getRetention({}) : undefined,
    ]);
    return { title: 'Pekerjaan', view, jobs, deliveries, retention, remembered, cursor, counts: { '/kelola/pekerjaan': jobs.counts.dead + jobs.counts.stuck } };
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
  'surel-uji': async ({ locals }) => {
    try {
      return { mail: await locals.api.notifications.sendTestMail({}) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
  simpan: async ({ request, locals }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.notifications.setRetention({ noticeDays: Number(one(values, 'noticeDays')), deliveryDays: Number(one(values, 'deliveryDays')), legalBasis: one(values, 'legalBasis') });
      return { kept: true };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  perintah: async ({ request, locals }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.sync.setRetention({ commandDays: one(values, 'commandDays'), reason: one(values, 'reason') });
      return { kept: true };
    } catch (thrown) {
      return asActionFailure(thrown, values);
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
