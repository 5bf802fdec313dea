import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  try {
    const { phone, email } = await event.locals.api.identity.getMe({});
    return { title: 'Nomor ponsel dan surel', phone: phone ?? '', email: email ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireViewer(event);
    const values = readValues(await event.request.formData());
    const contact = { phone: one(values, 'phone'), email: one(values, 'email') };
    try {
      await event.locals.api.identity.changeContact({ ...contact, password: one(values, 'password') });
    } catch (thrown) {
      return asActionFailure(thrown, contact);
    }
    redirect(303, '/akun?tersimpan=kontak');
  },
};
