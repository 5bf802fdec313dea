import { error } from '@sveltejs/kit';
import { one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import { ASPECTS, type Aspect } from '../../../../../../../../../server/modules/performance/contract.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { id, row } = event.params;
  try {
    const plan = await event.locals.api.performance.getPlan({ id });
    if (!plan.may.includes('edit')) error(409, 'SKP ini sedang tidak dapat diubah. Buka halamannya untuk melihat langkah yang mungkin.');
    return { title: 'Hasil kerja', here: '/petugas/skp', plan, known: plan.content.rows.find((each) => each.id === row) ?? null };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type E = RequestEvent;
type Posted = Record<string, string | string[]>;
/** An aspect whose indicator is left empty is left out; ids of known ones stay, so that realisations hang on. */
const indicatorsOf = (values: Posted) =>
  (Object.keys(ASPECTS) as Aspect[]).flatMap((aspect) => {
    const [text, target] = [one(values, `${aspect}.text`).trim(), one(values, `${aspect}.target`).trim()];
    return text === '' && target === '' ? [] : [{ id: one(values, `${aspect}.id`) || crypto.randomUUID(), aspect, text, target }];
  });
const supportOf = (values: Posted, offered: { plan: string; row: string; text: string }[]) => {
  const agreement = one(values, 'agreement').trim();
  return agreement === '' ? offered.find((each) => `${each.plan} ${each.row}` === one(values, 'supports')) : { agreement };
};
const back = (said: string) => (event: E) => `/petugas/skp/${event.params.id}?sudah=${said}`;
export const actions: Actions = {
  simpan: verb<E>('hasil', async (api, values, { params }) => {
    const { offered } = await api.performance.getPlan({ id: params.id });
    return api.performance.saveRow({ plan: params.id, row: params.row, version: one(values, 'version'), kind: one(values, 'kind') as 'utama', result: one(values, 'result'), supports: supportOf(values, offered), indicators: indicatorsOf(values) });
  }, back('hasil')),
  hapus: verb<E>('hapus', (api, values, { params }) => api.performance.dropRow({ plan: params.id, row: params.row, version: one(values, 'version') }), back('hapus')),
};
