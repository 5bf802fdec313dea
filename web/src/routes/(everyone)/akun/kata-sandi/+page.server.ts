import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireViewer(event);
  return { title: 'Ganti kata sandi' };
};

export const actions: Actions = {
  default: async (event) => {
    requireViewer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.identity.changePassword({ current: one(values, 'current'), password: one(values, 'password') });
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    redirect(303, '/akun?tersimpan=sandi');
  },
};
