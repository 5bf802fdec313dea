import { one, readValues } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { orSecondFactor, ownAddress } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireViewer(event);
  return { title: 'Kode cetak', kembali: ownAddress(event.url.searchParams.get('kembali')) };
};

export const actions: Actions = {
  default: async (event) => {
    requireViewer(event);
    try {
      return await event.locals.api.identity.issueRecoveryCodes({ password: one(readValues(await event.request.formData()), 'password') });
    } catch (thrown) {
      orSecondFactor(thrown, event.url.pathname);
      return asActionFailure(thrown, null);
    }
  },
};

