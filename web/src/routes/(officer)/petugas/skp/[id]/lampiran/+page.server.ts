import { error } from '@sveltejs/kit';
import { one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import { VALUES, type ValueCode } from '../../../../../../../../server/modules/performance/contract.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const plan = await event.locals.api.performance.getPlan({ id: event.params.id });
    if (!plan.may.includes('edit')) error(409, 'SKP ini sedang tidak dapat diubah.');
    return { title: 'Perilaku dan lampiran', here: '/petugas/skp', plan };
  } catch (thrown) {
    asPageError(thrown);
  }
};
export const actions: Actions = {
  default: verb<RequestEvent>('lampiran', (api, values, { params }) => api.performance.saveAttachments({
    id: params.id, version: one(values, 'version'), approach: one(values, 'approach') as 'kuantitatif', agreement: one(values, 'agreement'), resources: one(values, 'resources'), accountability: one(values, 'accountability'), consequences: one(values, 'consequences'),
    expectations: Object.fromEntries((Object.keys(VALUES) as ValueCode[]).map((value) => [value, one(values, `ekspektasi.${value}`)]).filter(([, words]) => words !== '')),
  }), (event) => `/petugas/skp/${event.params.id}?sudah=lampiran`),
};
