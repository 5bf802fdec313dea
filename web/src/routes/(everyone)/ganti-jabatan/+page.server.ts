import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { goOn, ownAddress } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  try {
    const { hat, hats } = await event.locals.api.identity.getMe({});
    return { title: 'Pilih jabatan', worn: hat?.holdingId ?? '', hats, kembali: ownAddress(event.url.searchParams.get('kembali')) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireViewer(event);
    const values = readValues(await event.request.formData());
    const holdingId = one(values, 'jabatan') || null;
    let answer;
    try {
      answer = await event.locals.api.identity.chooseHat({ holdingId });
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    // A page of the old post may not be for the new one: home, unless the person was sent here from somewhere.
    if (answer.needs) goOn(answer.needs, `/ganti-jabatan/pakai?jabatan=${holdingId}`);
    redirect(303, '/beranda');
  },
};
