import { fail, redirect } from '@sveltejs/kit';
import { readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Surat pernyataan absen', here: '/petugas/kehadiran/tinjau', signed: event.url.searchParams.has('sudah'), statement: await event.locals.api.attendance.getStatement({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  tandatangan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let outcome: string;
    try {
      ({ outcome } = await event.locals.api.attendance.signStatement({ id: event.params.id, ...secretFrom(values) }));
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
    if (outcome !== 'signed' && outcome !== 'awaiting-scan') return fail(409, { problem: { title: 'Surat belum terbit', detail: 'Tekan Tanda tangani lagi; nomor yang sudah diberikan tetap.', status: 409, code: 'attendance.unfinished' } });
    redirect(303, `${event.url.pathname}?sudah=ya`);
  },
  verifikasi: (event) => verifyAndRepeat(event, ['tandatangan']),
};
