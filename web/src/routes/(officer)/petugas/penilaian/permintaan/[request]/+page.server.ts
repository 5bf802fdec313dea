import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const request = await event.locals.api['self-assessment'].getRequest({ request: event.params.request });
    const asking = request.may.settle ? await event.locals.api['self-assessment'].getAsking({ id: request.campaign.id, number: request.number }) : null;
    return { title: 'Permintaan bukti', request, units: asking?.units ?? [], due: asking?.due ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Api = App.Locals['api'];
const act = (what: string, run: (api: Api, request: string, values: Values, posted: FormData) => Promise<unknown>) => async (event: RequestEvent<{ request: string }>) => {
  requireOfficer(event);
  const posted = await event.request.formData();
  const values = readValues(posted);
  try {
    await run(event.locals.api, event.params.request, values, posted);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, what });
  }
  redirect(303, `/petugas/penilaian/permintaan/${event.params.request}`);
};
const seqOf = (values: Values) => one(values, 'seq');

export const actions: Actions = {
  serahkan: act('serahkan', async (api, request, values, posted) => {
    const uploads: string[] = [];
    for (const file of posted.getAll('berkas')) if (file instanceof File && file.size > 0) uploads.push((await api.files.storeUpload({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })).id);
    await api['self-assessment'].handIn({ request, seq: seqOf(values), uploads, note: one(values, 'note') });
  }),
  kembalikan: act('kembalikan', (api, request, values) => api['self-assessment'].giveBack({ request, seq: seqOf(values), reason: one(values, 'reason') })),
  terima: act('terima', (api, request, values) => api['self-assessment'].acceptRequest({ request, seq: seqOf(values), where: one(values, 'where'), documentDate: one(values, 'documentDate') || null })),
  ulangi: act('ulangi', (api, request, values) => api['self-assessment'].askAgain({ request, seq: seqOf(values), reason: one(values, 'reason'), due: one(values, 'due'), ...(one(values, 'unit') && { unit: one(values, 'unit') }) })),
  batalkan: act('batalkan', (api, request, values) => api['self-assessment'].withdrawRequest({ request, seq: seqOf(values) })),
};
