import { redirect } from '@sveltejs/kit';
import type { Values } from '#lib/forms/types.ts';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { nullable, optional, text } from '../../../../parts/read-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const api = event.locals.api;
  try {
    const [unit, hours, units, calendars] = await Promise.all([
      api.organization.getUnit({ id: event.params.id }), api.calendar.getUnitHours({ unit: event.params.id }), api.organization.listUnits({}), api.calendar.listCalendars({}),
    ]);
    // By code: hundreds of random ids, twice, weigh more than the rest of the page.
    const others = units.items.filter((one) => one.id !== unit.id).map(({ name, code }) => ({ id: code, label: `${name} (${code})` }));
    return { title: `Ubah ${unit.name}`, unit, hours, others, parent: units.items.find((one) => one.id === unit.parent)?.code ?? '', calendars: calendars.items.map(({ id, name }) => ({ id, label: name })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** One form each; what was refused comes back to the form that asked. */
async function act(event: RequestEvent, which: string, work: (values: Values) => Promise<unknown>) {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await work(values);
  } catch (thrown) {
    return asActionFailure(thrown, { ...values, which });
  }
  redirect(303, `/kelola/organisasi/unit/${event.params.id}`);
}

/** The unit of a chosen code; a code that is gone meanwhile is refused as what it is. */
async function unitOf({ locals }: RequestEvent, values: Values, name: string): Promise<string | null> {
  const code = nullable(values, name);
  if (code === null) return null;
  return (await locals.api.organization.listUnits({})).items.find((one) => one.code === code)?.id ?? code;
}

const version = (values: Values) => Number(one(values, 'version'));

export const actions: Actions = {
  keterangan: (event) =>
    act(event, 'keterangan', (values) =>
      event.locals.api.organization.updateUnit({
        id: event.params.id, version: version(values), name: optional(values, 'name'), code: optional(values, 'code')?.toUpperCase(),
        profile: { address: text(values, 'address'), phone: text(values, 'phone'), email: text(values, 'email'), postalCode: text(values, 'postalCode'), website: text(values, 'website') },
      })),
  jam: (event) =>
    act(event, 'jam', (values) => {
      const hours = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, text(values, `jam.${day}`)]).filter(([, line]) => line));
      return event.locals.api.calendar.setCounterHours({
        unit: event.params.id, version: optional(values, 'counterVersion') ? Number(one(values, 'counterVersion')) : null, hours: one(values, 'ikut') ? null : hours,
      });
    }),
  kalender: (event) => act(event, 'kalender', (values) => event.locals.api.calendar.assignCalendar({ unit: event.params.id, calendar: nullable(values, 'calendar') })),
  nama: (event) => act(event, 'nama', (values) => event.locals.api.organization.renameUnit({ id: event.params.id, version: version(values), name: text(values, 'newName'), from: text(values, 'from') })),
  pindah: (event) => act(event, 'pindah', async (values) => event.locals.api.organization.moveUnit({ id: event.params.id, version: version(values), parent: await unitOf(event, values, 'parent') })),
  tutup: (event) => act(event, 'tutup', async (values) => event.locals.api.organization.closeUnit({ id: event.params.id, version: version(values), lastDay: text(values, 'lastDay'), successor: await unitOf(event, values, 'successor') })),
};
