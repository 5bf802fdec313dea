import { error, fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import { verb } from '#lib/server/verb.ts';
import { PERIODS, VALUES, type Period, type ValueCode } from '../../../../../../../../../server/modules/performance/contract.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const periodOf = (text: string): Period => (Object.hasOwn(PERIODS, text) ? (text as Period) : error(404, 'Periode ini tidak ada.'));
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const period = periodOf(event.params.period);
  try {
    const plan = await event.locals.api.performance.getPlan({ id: event.params.id });
    const item = plan.evaluations.find((each) => each.period === period) ?? error(404, 'Periode ini di luar masa SKP.');
    return { title: `${item.periodText} ${plan.year}`, here: plan.mine ? '/petugas/skp' : '/petugas/skp/staf', plan, item, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type E = RequestEvent;
type Posted = Record<string, string | string[]>;
const at = (values: Posted, { params }: E) => ({ plan: params.id, period: periodOf(params.period), version: one(values, 'version') });
/** `realisasi.ID` and `bukti.ID` */
const realisations = (values: Posted) => Object.keys(values).filter((name) => name.startsWith('realisasi.')).map((name) => ({ indicator: name.slice(10), realised: one(values, name), evidence: one(values, `bukti.${name.slice(10)}`) }));
const rated = (values: Posted) => Object.fromEntries((Object.keys(VALUES) as ValueCode[]).map((value) => [value, one(values, `nilai.${value}`)]).filter(([, rating]) => rating !== '')) as Partial<Record<ValueCode, 'sesuai'>>;
export const actions: Actions = {
  simpan: verb<E>('simpan', (api, values, event) => api.performance.saveRealisations({ ...at(values, event), realisations: realisations(values) })),
  laporkan: verb<E>('laporkan', (api, values, event) => api.performance.reportResults({ ...at(values, event), realisations: realisations(values) })),
  nilai: verb<E>('nilai', (api, values, event) => api.performance.rate({ ...at(values, event), hasil: (one(values, 'hasil') || undefined) as 'sesuai' | undefined, perilaku: one(values, 'perilaku') as 'sesuai', values: rated(values), note: one(values, 'note') })),
  terima: verb<E>('terima', (api, values, event) => api.performance.acceptRating(at(values, event))),
  keberatan: verb<E>('keberatan', (api, values, event) => api.performance.objectToRating({ ...at(values, event), reason: one(values, 'reason') })),
  jawab: verb<E>('jawab', (api, values, event) => api.performance.answerObjection({ ...at(values, event), hasil: (one(values, 'hasil') || undefined) as 'sesuai' | undefined, perilaku: one(values, 'perilaku') as 'sesuai', reason: one(values, 'reason') })),
  tandatangan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let outcome: string;
    try {
      ({ outcome } = await event.locals.api.performance.signEvaluation({ plan: event.params.id, period: periodOf(event.params.period), ...secretFrom(values) }));
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
    if (outcome !== 'signed' && outcome !== 'awaiting-scan') return fail(409, { problem: { title: 'Dokumen belum terbit', detail: 'Tekan Tanda tangani lagi; nomor yang sudah diberikan tetap.', status: 409, code: 'performance.unfinished' } });
    redirect(303, `${event.url.pathname}?sudah=tandatangan`);
  },
  verifikasi: (event) => verifyAndRepeat(event, ['tandatangan']),
};
