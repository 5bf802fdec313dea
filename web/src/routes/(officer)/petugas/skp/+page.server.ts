import { one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'SKP saya', ...(await event.locals.api.performance.listMyPlans({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  mulai: verb(
    'mulai',
    (api, values) => api.performance.startPlan({ year: one(values, 'year'), approach: one(values, 'approach') as 'kuantitatif', fromDay: one(values, 'fromDay') || undefined, toDay: one(values, 'toDay') || undefined }),
    (_, made) => `/petugas/skp/${(made as { id: string }).id}`,
  ),
};
