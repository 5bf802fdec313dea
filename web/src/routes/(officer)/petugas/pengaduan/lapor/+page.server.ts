import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const api = event.locals.api.complaints;
  const cursor = event.url.searchParams.get('mulai') ?? '';
  try {
    const [unposted, posted, count] = await Promise.all([api.listUnposted({ limit: 10, ...(cursor && { cursor }) }), api.listPosted({}), api.laporCounts({})]);
    return { title: 'SP4N-LAPOR!', unposted, posted: posted.items, count, cursor, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** It stands there now. What was answered after this page was drawn stays to be pasted. */
  ditempel: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.markPosted({ id: one(values, 'id'), seq: one(values, 'seq') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/pengaduan/lapor?sudah=ditempel');
  },
  batal: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.undoPosted({ id: one(values, 'id'), seq: one(values, 'seq') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/pengaduan/lapor?sudah=batal');
  },
};
