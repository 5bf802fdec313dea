import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { day, punches } = await event.locals.api.attendance.myDay({});
    // Made here, so that a form sent twice is one check-in.
    return { title: 'Absen dengan kode pintu', id: crypto.randomUUID(), day, punches: punches.toReversed() };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const note = one(values, 'note').trim();
    try {
      const { verdict, at, place, reasons } = await event.locals.api.attendance.checkIn({ id: one(values, 'id'), direction: one(values, 'direction') as 'in', ...(one(values, 'door').trim() && { door: one(values, 'door').trim() }), ...(note && { note }) });
      return { taken: { verdict, at, place: place?.name ?? '', reasons: reasons.map(({ text }) => text), direction: one(values, 'direction') } };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
