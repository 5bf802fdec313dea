import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { atPhases, phasesFrom } from '../../parts/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Ubah putaran', campaign: await event.locals.api.evaluation.getCampaign({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const reason = one(values, 'reason');
    try {
      await event.locals.api.evaluation.changeCampaign({ id: event.params.id, seq: one(values, 'seq'), title: one(values, 'title'), phases: phasesFrom(values), settings: { twoAssessors: one(values, 'assessors') !== 'one' }, ...(reason && { reason }) });
    } catch (thrown) {
      return asActionFailure(atPhases(thrown, values), values);
    }
    redirect(303, `/petugas/evaluasi/${event.params.id}`);
  },
};
