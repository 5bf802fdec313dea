import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { nullable, optional, text } from '../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { items } = await event.locals.api.organization.listUnits({});
    return { title: 'Buat unit', parent: event.url.searchParams.get('induk') ?? '', units: items.filter((unit) => unit.kind !== 'desa').map(({ id, name, code }) => ({ id, label: `${name} (${code})` })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let id: string;
    try {
      ({ id } = await event.locals.api.organization.createUnit({
        parent: nullable(values, 'parent'), kind: one(values, 'kind') as never, code: text(values, 'code').toUpperCase(), name: text(values, 'name'), region: nullable(values, 'region'), from: optional(values, 'from'),
      }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/unit/${id}`);
  },
};
