import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { forgetSession, goOn, ownAddress, sessionToken } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, url }) => {
  if (!sessionToken(cookies)) redirect(303, '/masuk');
  return { title: 'Verifikasi kedua', kembali: ownAddress(url.searchParams.get('kembali')) };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const values = readValues(await request.formData());
    const kembali = ownAddress(one(values, 'kembali'));
    let answer;
    try {
      answer = await locals.api.identity.verifySecondFactor({ token: sessionToken(cookies) ?? '', code: one(values, 'code') });
    } catch (thrown) {
      // The password is a quarter of an hour old: begin anew.
      if ((thrown as { problem?: { status?: number } }).problem?.status === 401) {
        forgetSession(cookies, url);
        redirect(303, `/masuk${kembali ? `?kembali=${encodeURIComponent(kembali)}` : ''}`);
      }
      return asActionFailure(thrown, null);
    }
    if (answer.needs === null && answer.recoveryCodesLeft > 0 && answer.recoveryCodesLeft <= 3 && one(values, 'code').replace(/\s/g, '').length !== 6) redirect(303, '/akun/keamanan?sisa');
    goOn(answer.needs, kembali);
  },
};
