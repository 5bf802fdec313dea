import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const trip = await event.locals.api.travel.getTrip({ id: event.params.id });
    return { title: `Perjalanan ke ${trip.destination}`, here: '/petugas/perjalanan', trip, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  terbitkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let stopped: string | undefined;
    try {
      const { papers } = await event.locals.api.travel.orderTrip({ id: event.params.id, version: one(values, 'version'), ...secretFrom(values) });
      stopped = papers.find((paper) => paper.state !== 'signed' && paper.state !== 'awaiting-scan')?.stateText;
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
    if (stopped) return fail(409, { problem: { title: 'Belum semua surat terbit', detail: `${stopped}. Tekan Tanda tangani lagi; nomor yang sudah diberikan tetap.`, status: 409, code: 'travel.unfinished' } });
    redirect(303, `${event.url.pathname}?sudah=terbit`);
  },
  verifikasi: (event) => verifyAndRepeat(event, ['terbitkan']),
  batal: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.travel.cancelTrip({ id: event.params.id, version: one(values, 'version'), reason: one(values, 'reason') });
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      return fail(failure.status, { ...failure.data, about: 'batal' });
    }
    redirect(303, `${event.url.pathname}?sudah=batal`);
  },
};
