import { redirect } from '@sveltejs/kit';
import type { Values } from '#lib/forms/types.ts';
import { one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { CalendarChange } from '../../../../../../../server/modules/calendar/contract.ts';
import { optional, text } from '../../parts/read-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    const calendar = await event.locals.api.calendar.getCalendar({ id: event.params.id });
    const day = today(event.locals.installation);
    const shown = calendar.draft ?? calendar.published;
    const years = [...new Set([...shown.holidays.map((row) => row.date.slice(0, 4)), day.slice(0, 4)])].sort();
    const asked = event.url.searchParams.get('tahun') ?? '';
    return { title: calendar.name, calendar, shown, years, year: years.includes(asked) ? asked : day.slice(0, 4), mayManage: hat.permissions.includes('calendar.manage') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** A change always goes into the draft; the file of a list is read as text here, nothing of it is kept. */
async function change(event: RequestEvent, which: string, read: (values: Values, posted: FormData) => Promise<CalendarChange> | CalendarChange) {
  requireOfficer(event);
  const posted = await event.request.formData();
  const values = readValues(posted);
  try {
    await event.locals.api.calendar.editCalendar({ id: event.params.id, version: Number(one(values, 'version')), change: (await read(values, posted)) as never });
  } catch (thrown) {
    return asActionFailure(thrown, { ...values, which });
  }
  redirect(303, `${event.url.pathname}#konsep`);
}

const hoursOf = (values: Values) => Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, text(values, `hours.${day}`)]).filter(([, line]) => line)) as Record<string, string>;

export const actions: Actions = {
  jam: (event) => change(event, 'jam', (values) => ({ do: 'hours', week: Number(one(values, 'week')) as 5 | 6, hours: hoursOf(values), jointLeaveIsHoliday: one(values, 'joint') !== '' })),
  masa: (event) => change(event, 'masa', (values) => ({ do: 'add-period', name: text(values, 'name'), from: text(values, 'from'), to: text(values, 'to'), legalBasis: optional(values, 'legalBasis') })),
  'buang-masa': (event) => change(event, 'buang-masa', (values) => ({ do: 'remove-period', from: one(values, 'from') })),
  libur: (event) => change(event, 'libur', (values) => ({ do: 'add-holiday', row: { date: text(values, 'date'), name: text(values, 'name'), kind: one(values, 'kind') as 'libur_daerah', source: optional(values, 'source') } })),
  'buang-libur': (event) => change(event, 'buang-libur', (values) => ({ do: 'remove-holiday', date: one(values, 'date'), name: one(values, 'name') })),
  impor: (event) =>
    change(event, 'impor', async (_, posted) => {
      const file = posted.get('berkas');
      return { do: 'import-list', csv: file instanceof File ? await file.text() : '' };
    }),
  batalkan: (event) => change(event, 'batalkan', () => ({ do: 'discard' })),
};
