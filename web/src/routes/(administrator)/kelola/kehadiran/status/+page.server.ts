import { fail, redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Tugas belajar dan gangguan', today: today(event.locals.installation), said: event.url.searchParams.get('sudah') ?? '', ...(await event.locals.api.timesheets.listStatuses({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Timesheets = App.Locals['api']['timesheets'];
const action = (about: string, run: (api: Timesheets, values: Values) => Promise<unknown>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await run(event.locals.api.timesheets, values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, about });
  }
  redirect(303, `/kelola/kehadiran/status?sudah=${about}`);
};
export const actions: Actions = {
  belajar: action('belajar', (api, values) => api.addStatus({ person: one(values, 'person'), code: one(values, 'code') === 'IB' ? 'IB' : 'TB', decision: one(values, 'decision'), fromDay: one(values, 'fromDay'), toDay: one(values, 'toDay') })),
  akhiri: action('akhiri', (api, values) => api.endStatus({ id: one(values, 'id'), version: one(values, 'version'), reason: one(values, 'reason'), ...(one(values, 'lastDay') ? { lastDay: one(values, 'lastDay') } : {}) })),
  gangguan: action('gangguan', (api, values) => api.declareOutage({ day: one(values, 'day'), from: one(values, 'from'), to: one(values, 'to'), units: many(values, 'units'), reason: one(values, 'reason') })),
  cabut: action('cabut', (api, values) => api.withdrawOutage({ id: one(values, 'id'), reason: one(values, 'reason') })),
};
