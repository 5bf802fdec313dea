import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const year = Number(event.url.searchParams.get('tahun')) || undefined;
  try {
    return { title: 'Kerja pada cuti bersama', here: '/kelola/cuti', added: event.url.searchParams.get('ditambah'), mayManage: event.locals.viewer?.hat?.permissions.includes('leave.manage') ?? false, ...(await event.locals.api.leave.listJointLeave(year ? { year } : {})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let added = 0;
    try {
      ({ added } = await event.locals.api.leave.creditJointLeave({ day: one(values, 'day'), people: many(values, 'people') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${event.url.pathname}?ditambah=${added}`);
  },
};
