import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { text } from '../../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { id } = event.params;
  try {
    const [calendar, preview] = await Promise.all([event.locals.api.calendar.getCalendar({ id }), event.locals.api.calendar.previewPublish({ id })]);
    return { title: 'Terbitkan kalender', calendar: { id, name: calendar.name, version: calendar.version, number: calendar.number }, preview };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.calendar.publishCalendar({ id: event.params.id, version: Number(one(values, 'version')), reason: text(values, 'reason') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/kalender/${event.params.id}`);
  },
};
