import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { DESK } from '../parts/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const campaign = event.url.searchParams.get('putaran')?.trim() || undefined;
  try {
    return { title: 'Penilaian berbeda', here: DESK, table: await event.locals.api.evaluation.disputes({ ...(campaign && { campaign }) }), sudah: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** The organiser decides one of them. */
  tetapkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.settleValue({ participant: one(values, 'participant'), number: one(values, 'number'), seen: one(values, 'seen'), level: one(values, 'level'), reason: one(values, 'reason') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    const query = new URLSearchParams({ sudah: one(values, 'number') });
    const campaign = event.url.searchParams.get('putaran');
    if (campaign) query.set('putaran', campaign);
    redirect(303, `${DESK}/beda?${query}`);
  },
};
