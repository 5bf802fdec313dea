import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const leave = await event.locals.api.leave.getLeave({ id: event.params.id });
    return { title: `${leave.kindTitle}, ${leave.name}`, here: '/petugas/cuti', leave, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Choice = 'disetujui' | 'perubahan' | 'ditangguhkan' | 'tidak-disetujui';
const act = (about: string, run: (event: RequestEvent, values: Values) => Promise<unknown>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await run(event, values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, about });
  }
  redirect(303, `${event.url.pathname}?sudah=${about}`);
};
const common = (event: RequestEvent, values: Values) => ({ id: event.params.id, version: one(values, 'version') });

export const actions: Actions = {
  pertimbangkan: act('dipertimbangkan', (event, values) => event.locals.api.leave.considerLeave({ ...common(event, values), consideration: one(values, 'choice') as Choice, note: one(values, 'note') })),
  putuskan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let failure: string | undefined;
    try {
      ({ failure } = await event.locals.api.leave.grantLeave({ ...common(event, values), decision: one(values, 'choice') as Choice, note: one(values, 'note'), ...secretFrom(values) }));
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
    if (failure) return fail(409, { problem: { title: 'Surat izin belum terbit', detail: `${failure} Tekan Putuskan lagi; nomor yang sudah diberikan tetap.`, status: 409, code: 'leave.unfinished' } });
    redirect(303, `${event.url.pathname}?sudah=diputuskan`);
  },
  verifikasi: (event) => verifyAndRepeat(event, ['putuskan']),
  batal: act('batal', (event, values) => event.locals.api.leave.cancelLeave({ ...common(event, values), reason: one(values, 'reason') })),
  panggil: act('dipanggil', (event, values) => event.locals.api.leave.callBack({ ...common(event, values), lastDay: one(values, 'lastDay'), reason: one(values, 'reason') })),
};
