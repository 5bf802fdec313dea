import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import type { Values } from '#lib/forms/types.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { agency, month } = event.params;
  try {
    const recap = await event.locals.api.timesheets.getRecap({ agency, month });
    return { title: `Rekap ${recap.name}`, here: '/petugas/kehadiran/rekap', recap, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Timesheets = App.Locals['api']['timesheets'];
const step = (said: string, run: (api: Timesheets, key: { agency: string; month: string }, values: Values) => Promise<unknown>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await run(event.locals.api.timesheets, event.params, values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, about: said });
  }
  redirect(303, `${event.url.pathname}?sudah=${said}`);
};

export const actions: Actions = {
  sahkan: step('verifikasi', (api, key, values) => api.verifyRecap({ ...key, version: one(values, 'version') })),
  kembalikan: step('kembalikan', (api, key, values) => api.returnRecap({ ...key, version: one(values, 'version'), reason: one(values, 'reason') })),
  kunci: step('kunci', (api, key, values) => api.lockRecap({ ...key, version: one(values, 'version') })),
  koreksi: step('koreksi', (api, key, values) => api.addCorrection({ ...key, ...(one(values, 'id') && { id: one(values, 'id') }), person: one(values, 'person'), from: one(values, 'from'), to: one(values, 'to'), days: one(values, 'days') || 0, percent: one(values, 'percent') || '0', basis: one(values, 'basis'), reason: one(values, 'reason') })),
  tandatangani: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let sentence = '';
    try {
      ({ sentence } = await event.locals.api.timesheets.signRecap({ ...event.params, ...secretFrom(values) }));
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
    redirect(303, `${event.url.pathname}?sudah=${sentence ? encodeURIComponent(sentence) : 'tandatangan'}`);
  },
  verifikasi: (event) => verifyAndRepeat(event, ['tandatangani']),
};
