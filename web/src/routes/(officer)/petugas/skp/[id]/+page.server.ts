import { many, one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const plan = await event.locals.api.performance.getPlan({ id: event.params.id });
    return { title: plan.mine ? `SKP ${plan.year}` : `SKP ${plan.name}`, here: plan.mine ? '/petugas/skp' : '/petugas/skp/staf', plan, fresh: crypto.randomUUID(), said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type E = RequestEvent;
const at = (values: Parameters<typeof one>[0]) => one(values, 'version');
/** `ekspektasi.adaptif` → adaptif */
const expectations = (values: Record<string, string | string[]>) => Object.fromEntries(Object.keys(values).filter((name) => name.startsWith('ekspektasi.')).map((name) => [name.slice(11), one(values, name)]));
export const actions: Actions = {
  ajukan: verb<E>('ajukan', (api, values, { params }) => api.performance.submitPlan({ id: params.id, version: at(values) })),
  tarik: verb<E>('tarik', (api, values, { params }) => api.performance.withdrawPlan({ id: params.id, version: at(values) })),
  setujui: verb<E>('setujui', (api, values, { params }) => api.performance.approvePlan({ id: params.id, version: at(values), expectations: expectations(values) })),
  kembalikan: verb<E>('kembalikan', (api, values, { params }) => api.performance.returnPlan({ id: params.id, version: at(values), reason: one(values, 'reason') })),
  ubah: verb<E>('ubah', (api, values, { params }) => api.performance.changePlan({ id: params.id, version: at(values), reason: one(values, 'reason') })),
  akhiri: verb<E>('akhiri', (api, values, { params }) => api.performance.endPlan({ id: params.id, version: at(values), toDay: one(values, 'toDay'), reason: one(values, 'reason') })),
  dialog: verb<E>('dialog', (api, values, { params }) => api.performance.writeDialogue({ plan: params.id, id: one(values, 'id') || undefined, day: one(values, 'day'), occasion: one(values, 'occasion') as 'lain', notes: one(values, 'notes'), followUp: one(values, 'followUp') })),
  konfirmasi: verb<E>('konfirmasi', (api, values, { params }) => api.performance.confirmDialogue({ plan: params.id, id: one(values, 'id'), version: at(values) })),
  perbaiki: verb<E>('perbaiki', (api, values, { params }) => api.performance.changeDialogue({ plan: params.id, id: one(values, 'id'), version: at(values), notes: one(values, 'notes'), followUp: one(values, 'followUp') })),
  tutup: verb<E>('tutup', (api, values, { params }) => api.performance.closeReviews({ plan: params.id, period: one(values, 'period') as 'q1' })),
  umpan: verb<E>('umpan', (api, values, { params }) => {
    const about = one(values, 'about');
    return api.performance.giveFeedback({ plan: params.id, about: about.startsWith('nilai.') ? { value: about.slice(6) as 'adaptif' } : { result: about.slice(6) }, words: one(values, 'words') });
  }),
  minta: verb<E>('minta', (api, values, { params }) => api.performance.nominateReviewers({ plan: params.id, period: one(values, 'period') as 'q1', people: many(values, 'people').map((text) => ({ person: text.slice(0, 36), relation: text.slice(37) as 'rekan' })) })),
};
