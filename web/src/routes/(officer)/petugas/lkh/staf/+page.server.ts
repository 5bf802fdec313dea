import { many, one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const person = event.url.searchParams.get('orang')?.slice(0, 36);
  const all = event.url.searchParams.has('semua');
  try {
    return { title: 'Laporan bawahan', here: '/petugas/lkh/staf', ...(await event.locals.api.performance.listStaffLogs({ ...(person ? { person } : {}), state: all ? 'semua' : 'diajukan' })), person: person ?? '', all, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};
const decide = (decision: 'setujui' | 'tolak') =>
  verb<RequestEvent>(decision, (api, values) => api.performance.decideLogs({ ids: many(values, 'ids'), decision, reason: one(values, 'reason') }), (event) => `/petugas/lkh/staf?sudah=${decision}${event.url.searchParams.get('orang') ? `&orang=${event.url.searchParams.get('orang')}` : ''}`);
export const actions: Actions = { setujui: decide('setujui'), tolak: decide('tolak') };
