import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { allowance } = event.locals.api;
  const asked = event.url.searchParams.get('aturan');
  try {
    const [{ items }, { items: months }] = await Promise.all([allowance.listRules({}), allowance.listPaidMonths({})]);
    const chosen = items.find((one) => one.id === asked) ?? items.find((one) => one.state === 'published');
    return { title: 'Simulasi TPP', versions: items, months: months.map((one) => one.month), rules: chosen ? await allowance.getRules({ id: chosen.id }) : null };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const parameters = Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (name.startsWith('p.') && typeof value === 'string' && value.trim() !== '' ? [[name.slice(2), value]] : [])));
    try {
      return { values, result: await event.locals.api.allowance.simulate({ ...(one(values, 'from') ? { from: one(values, 'from') } : {}), ...(one(values, 'to') ? { to: one(values, 'to') } : {}), ...(one(values, 'aturan') ? { rules: one(values, 'aturan') } : {}), parameters }) };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
