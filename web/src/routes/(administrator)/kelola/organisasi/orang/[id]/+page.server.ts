import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { nullable, optional, text } from '../../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const person = await event.locals.api.organization.getPerson({ id: event.params.id });
    return { title: person.name, person, warned: event.url.searchParams.get('ingat') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let warnings: string[];
    try {
      ({ warnings } = await event.locals.api.organization.updatePerson({
        id: event.params.id, version: Number(one(values, 'version')), name: text(values, 'name'), nip: nullable(values, 'nip'), rank: nullable(values, 'rank'), phone: nullable(values, 'phone'), email: nullable(values, 'email'),
        nik: optional(values, 'nik'), employment: (one(values, 'employment') || undefined) as never,
      }));
    } catch (thrown) {
      return asActionFailure(thrown, { ...values, nik: '' });
    }
    redirect(303, `/kelola/organisasi/orang/${event.params.id}${warnings[0] ? `?ingat=${encodeURIComponent(warnings[0])}` : ''}`);
  },
};
