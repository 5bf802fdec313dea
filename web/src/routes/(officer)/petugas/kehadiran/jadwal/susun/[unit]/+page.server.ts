import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const monthOf = (event: { url: URL; locals: App.Locals }) => event.url.searchParams.get('bulan')?.slice(0, 7) || today(event.locals.installation).slice(0, 7);

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const roster = await event.locals.api['work-schedules'].getRoster({ unit: event.params.unit, month: monthOf(event) });
    return { title: `Jadwal jaga ${roster.unitName}`, here: '/petugas/kehadiran/jadwal/susun', roster, saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const back = (event: RequestEvent) => `${event.url.pathname}?bulan=${monthOf(event)}&tersimpan`;
export const actions: Actions = {
  /** Cells arrive as `<person>.<day>`; a cell that is not shown stays as it is. */
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const place = { unit: event.params.unit, month: monthOf(event) };
    const api = event.locals.api['work-schedules'];
    try {
      const { people, days } = await api.getRoster(place);
      await api.saveRoster({ ...place, version: one(values, 'version'), rows: people.map((row) => ({ person: row.person, codes: days.map(({ day }, at) => { const name = `${row.person}.${day}`; return name in values ? one(values, name) : row.codes[at]!; }) })) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, back(event));
  },
  isi: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api['work-schedules'].fillRoster({ unit: event.params.unit, month: monthOf(event), version: one(values, 'version'), how: one(values, 'how') as 'rotation' });
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    redirect(303, back(event));
  },
  unggah: async (event) => {
    requireOfficer(event);
    const posted = await uploadOf(event.request);
    if (posted.missing) return posted.missing;
    let id: string;
    try {
      ({ id } = await event.locals.api['work-schedules'].startRosterImport({ unit: event.params.unit, month: monthOf(event), ...posted.upload }));
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    redirect(303, `/petugas/kehadiran/jadwal/lembar/${id}`);
  },
};
