import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { id } = event.params;
  try {
    const [unit, hours] = await Promise.all([event.locals.api.organization.getUnit({ id }), event.locals.api.calendar.getUnitHours({ unit: id })]);
    return { title: unit.name, unit, hours };
  } catch (thrown) {
    asPageError(thrown);
  }
};
