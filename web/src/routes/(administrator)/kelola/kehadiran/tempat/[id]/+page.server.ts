import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { qrPath } from '#lib/server/qr.ts';
import { atPoint, mapAgain, placeFrom } from '../../parts/place-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const found = await event.locals.api.attendance.getPlace({ id: event.params.id });
    return { title: found.place.name, ...found };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const again = await mapAgain(event.locals, posted);
    if (again) return { values: again };
    const values = readValues(posted);
    try {
      await event.locals.api.attendance.changePlace({ id: event.params.id, version: Number(one(values, 'version')), ...placeFrom(values, event.locals.installation.zone) });
    } catch (thrown) {
      return asActionFailure(atPoint(thrown), values);
    }
    redirect(303, '/kelola/kehadiran/tempat');
  },
  pintu: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.attendance.createDoor({ place: event.params.id, name: one(values, 'doorName').trim() });
    } catch (thrown) {
      const { status, data } = asActionFailure(thrown, values);
      for (const field of data.problem.fields ?? []) if (field.path === 'name') field.path = 'doorName';
      return fail(status, { door: data });
    }
    redirect(303, `/kelola/kehadiran/tempat/${event.params.id}#pintu`);
  },
  /** The key stands behind the #: no server and no log ever sees it again. */
  layar: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const { number, name, place, secret } = await event.locals.api.attendance.openDoor({ id: one(values, 'id') });
      const address = `${event.url.origin}/saku/pintu#${new URLSearchParams({ n: String(number), k: secret, p: name, t: place })}`;
      return { screen: { number, name, address, qr: qrPath(address) } };
    } catch (thrown) {
      const { status, data } = asActionFailure(thrown, values);
      return fail(status, { door: data });
    }
  },
  tutup: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.attendance.closeDoor({ id: one(values, 'id') });
    } catch (thrown) {
      const { status, data } = asActionFailure(thrown, values);
      return fail(status, { door: data });
    }
    redirect(303, `/kelola/kehadiran/tempat/${event.params.id}#pintu`);
  },
};
