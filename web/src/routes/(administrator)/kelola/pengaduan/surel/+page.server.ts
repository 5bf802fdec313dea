import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  try {
    return { title: 'Kotak surat pengaduan', box: await locals.api.complaints.getMailbox({}), saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    const of = (name: string) => one(values, name).trim();
    try {
      await locals.api.complaints.saveMailbox({
        enabled: of('enabled') !== '', address: of('address'), host: of('host'), port: of('port'), security: of('security') as 'tls', user: of('user'), password: one(values, 'password'), folder: of('folder'), doneFolder: of('doneFolder'), version: of('version'),
      });
    } catch (thrown) {
      // What was typed as a password is not written back into a page.
      return asActionFailure(thrown, { ...values, password: '' });
    }
    redirect(303, '/kelola/pengaduan/surel?tersimpan');
  },
  /** With what is saved: the password need not be typed again. */
  coba: async ({ locals }) => {
    try {
      const { host, port, security, user, folder, doneFolder } = await locals.api.complaints.getMailbox({});
      return { trial: await locals.api.complaints.tryMailbox({ host, port, security, user, folder, doneFolder }) };
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
  },
};
