import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    return { title: 'Hukuman disiplin dan TPP', ...(await event.locals.api.allowance.listSanctions({})), mayManage: hat.permissions.includes('allowance.manage') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const acting = (work: (event: RequestEvent, values: ReturnType<typeof readValues>) => Promise<unknown>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await work(event, values);
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, '/kelola/tpp/hukuman');
};
export const actions: Actions = {
  catat: acting((event, values) => event.locals.api.allowance.addSanction({ person: one(values, 'person'), percent: one(values, 'percent'), from: one(values, 'from'), months: one(values, 'months'), basis: one(values, 'basis') })),
  cabut: acting((event, values) => event.locals.api.allowance.withdrawSanction({ id: one(values, 'id') })),
};
