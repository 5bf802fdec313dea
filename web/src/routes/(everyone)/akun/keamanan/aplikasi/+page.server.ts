import { one, readValues } from '#lib/forms/values.ts';
import { qrPath } from '#lib/server/qr.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { orSecondFactor, ownAddress } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireViewer(event);
  return { title: 'Pasang aplikasi kode', kembali: ownAddress(event.url.searchParams.get('kembali')) };
};

export const actions: Actions = {
  mulai: async (event) => {
    requireViewer(event);
    try {
      const { secret, uri } = await event.locals.api.identity.beginTotp({ password: one(readValues(await event.request.formData()), 'password') });
      return { step: 'scan' as const, secret: secret.replace(/(.{4})(?=.)/g, '$1 '), uri, qr: qrPath(uri) };
    } catch (thrown) {
      orSecondFactor(thrown, event.url.pathname);
      return { ...asActionFailure(thrown, null).data, step: 'password' as const };
    }
  },
  aktifkan: async (event) => {
    requireViewer(event);
    try {
      const { recoveryCodes } = await event.locals.api.identity.confirmTotp({ code: one(readValues(await event.request.formData()), 'code') });
      return { step: 'done' as const, recoveryCodes };
    } catch (thrown) {
      return { ...asActionFailure(thrown, null).data, step: 'code' as const };
    }
  },
};
