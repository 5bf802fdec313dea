import { one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import { VALUES, type ValueCode } from '../../../../../../../../server/modules/performance/contract.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Nilai perilaku kerja', here: '/petugas/skp', review: await event.locals.api.performance.getReview({ id: event.params.review }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
export const actions: Actions = {
  default: verb<RequestEvent>('kirim', (api, values, { params }) => api.performance.answerReview({
    id: params.review, words: one(values, 'words'), ratings: Object.fromEntries((Object.keys(VALUES) as ValueCode[]).map((value) => [value, one(values, `ratings.${value}`)]).filter(([, rating]) => rating !== '')) as Record<ValueCode, 'sesuai'>,
  })),
};
