import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { nullable, text } from '../../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireOfficer(event);
  return { title: 'Daftarkan orang' };
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let made: { id: string; warnings: string[] };
    try {
      made = await event.locals.api.organization.createPerson({
        name: text(values, 'name'), nip: nullable(values, 'nip'), nik: nullable(values, 'nik'), rank: nullable(values, 'rank'), phone: nullable(values, 'phone'), email: nullable(values, 'email'), employment: (one(values, 'employment') || 'pns') as never,
      });
    } catch (thrown) {
      // What is in a NIK field is not sent back into a page.
      return asActionFailure(thrown, { ...values, nik: '' });
    }
    redirect(303, `/kelola/organisasi/orang/${made.id}${made.warnings[0] ? `?ingat=${encodeURIComponent(made.warnings[0])}` : ''}`);
  },
};
