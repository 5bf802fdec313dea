import { redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Impor dari LAPOR!', here: '/petugas/pengaduan/lapor', imports: (await event.locals.api.complaints.listLaporImports({})).items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const posted = await uploadOf(event.request);
    if (posted.missing) return posted.missing;
    let id: string;
    try {
      ({ id } = await event.locals.api.complaints.startLaporImport(posted.upload));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `/petugas/pengaduan/lapor/impor/${id}`);
  },
};
