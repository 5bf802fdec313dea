import { error, redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { nullable, optional, text } from '../../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const unitId = event.url.searchParams.get('unit');
  if (!unitId) error(404, 'Pilih dahulu unitnya, lalu buat jabatan dari sana.');
  try {
    const unit = await event.locals.api.organization.getUnit({ id: unitId });
    const above = unit.parent ? await event.locals.api.organization.getUnit({ id: unit.parent }).catch(() => null) : null;
    const colleagues = [...unit.posts, ...(above?.posts ?? [])].map(({ id, title }) => ({ id, label: title }));
    return { title: 'Buat jabatan', unit: { id: unit.id, name: unit.name }, whole: unit.may.structure, colleagues };
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
      ({ id } = await event.locals.api.organization.createPost({
        unit: event.url.searchParams.get('unit') ?? '', title: text(values, 'title'), duties: many(values, 'duties') as never, isHead: one(values, 'isHead') !== '', reportsTo: nullable(values, 'reportsTo'), sort: optional(values, 'sort'), from: optional(values, 'from'),
      }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/jabatan/${id}`);
  },
};
