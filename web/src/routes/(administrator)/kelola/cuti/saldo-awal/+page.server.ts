import { redirect } from '@sveltejs/kit';
import { one } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Saldo awal cuti', here: '/kelola/cuti', year: Number(today(event.locals.installation).slice(0, 4)), imports: (await event.locals.api.leave.listOpenings({})).items };
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
      ({ id } = await event.locals.api.leave.startOpenings({ ...posted.upload, year: one(posted.values, 'year') || today(event.locals.installation).slice(0, 4) }));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `/kelola/cuti/saldo-awal/${id}`);
  },
};
