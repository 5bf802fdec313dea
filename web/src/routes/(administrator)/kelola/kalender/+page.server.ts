import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { text } from '../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    return { title: 'Kalender kerja', calendars: (await event.locals.api.calendar.listCalendars({})).items, mayManage: hat.permissions.includes('calendar.manage') };
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
      ({ id } = await event.locals.api.calendar.createCalendar({ name: text(values, 'name'), week: one(values, 'week') as never }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/kalender/${id}`);
  },
};
