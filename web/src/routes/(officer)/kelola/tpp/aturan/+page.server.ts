import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    return { title: 'Aturan TPP', ...(await event.locals.api.allowance.listRules({})), mayManage: hat.permissions.includes('allowance.manage') };
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
      ({ id } = await event.locals.api.allowance.draftRules({ from: one(values, 'from') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/tpp/aturan/${id}`);
  },
};
