import { redirect } from '@sveltejs/kit';
import { one } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    return { title: 'Catatan mesin lain', imports: (await locals.api.attendance.listPunchImports({})).items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const posted = await uploadOf(request);
    if (posted.missing) return posted.missing;
    let id: string;
    try {
      ({ id } = await locals.api.attendance.startPunchImport({ ...posted.upload, group: one(posted.values, 'group') || 'utama' }));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `/kelola/kehadiran/catatan-mesin/impor/${id}`);
  },
};
