import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const report = await event.locals.api['self-assessment'].getForm({ id: event.params.id });
    return { title: `${report.name} semester ${report.semester} ${report.year}`, report, saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Api = App.Locals['api']['self-assessment'];
/** One button of the page; `what` tells the page which form was refused. */
const act = (what: string, run: (api: Api, id: string, values: Values) => Promise<unknown>) => async (event: RequestEvent<{ id: string }>) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await run(event.locals.api['self-assessment'], event.params.id, values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, what });
  }
  redirect(303, `/petugas/penilaian/formulir/${event.params.id}`);
};
const seqOf = (values: Values) => one(values, 'seq');

export const actions: Actions = {
  proses: act('proses', (api, id, values) => api.sendForm({ id, seq: seqOf(values) })),
  kembalikan: act('kembalikan', (api, id, values) => api.returnForm({ id, seq: seqOf(values), reason: one(values, 'reason') })),
  selesai: act('selesai', (api, id, values) => api.finishForm({ id, seq: seqOf(values), acceptMissing: one(values, 'acceptMissing') === 'ya' })),
  buka: act('buka', (api, id, values) => api.reopenForm({ id, seq: seqOf(values), reason: one(values, 'reason') })),
  versi: act('versi', (api, id, values) => api.renewForm({ id, seq: seqOf(values) })),
};
