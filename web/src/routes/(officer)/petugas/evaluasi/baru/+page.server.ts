import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { atPhases, phasesFrom } from '../parts/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { instruments } = await event.locals.api.evaluation.listCampaigns({});
    return { title: 'Buat putaran', instruments };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let id: string;
    try {
      ({ id } = await event.locals.api.evaluation.createCampaign({
        title: one(values, 'title'), instrument: one(values, 'instrument'), year: one(values, 'year'), mode: one(values, 'mode') as 'evaluasi', phases: phasesFrom(values), settings: { twoAssessors: one(values, 'assessors') !== 'one' },
      }));
    } catch (thrown) {
      return asActionFailure(atPhases(thrown, values), values);
    }
    redirect(303, `/petugas/evaluasi/${id}/peserta`);
  },
};
