import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const indicator = await event.locals.api.assessments.getIndicatorDraft({ id: event.params.id, number: event.params.number });
    return { title: `${indicator.number}. ${indicator.name}`, indicator, saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** Inputs are named `levels.3.criteria` by their level, so a refused field finds its input. */
export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const { id, number } = event.params;
    const steps = Object.keys(values).flatMap((name) => /^levels\.(\d+)\.criteria$/.exec(name)?.[1] ?? []);
    try {
      await event.locals.api.assessments.fillIndicator({
        id, number, seq: one(values, 'seq'), legalBasis: one(values, 'legalBasis'), verified: one(values, 'verified') === 'ya',
        levels: steps.map((level) => ({ level, criteria: one(values, `levels.${level}.criteria`), main: one(values, `levels.${level}.main`), other: one(values, `levels.${level}.other`) })),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    const next = one(values, 'berikut');
    redirect(303, next ? `/kelola/penilaian/${id}/rancangan/${next}?tersimpan` : `/kelola/penilaian/${id}/rancangan?tersimpan`);
  },
};
