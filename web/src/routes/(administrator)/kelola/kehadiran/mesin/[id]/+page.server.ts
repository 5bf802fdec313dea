import { redirect, type RequestEvent } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  try {
    const terminal = await locals.api.attendance.getTerminal({ id: params.id });
    return { title: terminal.name, terminal, counted: url.searchParams.get('dihitung'), done: url.searchParams.get('selesai') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Event = RequestEvent<{ id: string }>;
const action = (run: (event: Event, values: Values, terminal: { id: string; version: number }) => Promise<string>) => async (event: Event) => {
  const values = readValues(await event.request.formData());
  let query: string;
  try {
    query = await run(event, values, { id: event.params.id, version: Number(one(values, 'version')) });
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, `/kelola/kehadiran/mesin/${event.params.id}?${query}`);
};
const settingsOf = (values: Values) => ({ name: one(values, 'name'), unit: one(values, 'unit') || null, place: one(values, 'place') || null, pinGroup: one(values, 'groupNew') || one(values, 'pinGroup') || 'utama', zoneMinutes: Number(one(values, 'zoneMinutes')), zoneForm: one(values, 'zoneForm') as 'hours' | 'minutes' });

export const actions: Actions = {
  terima: action(async ({ locals }, values, terminal) => `dihitung=${(await locals.api.attendance.adoptTerminal({ ...terminal, ...settingsOf(values) })).counted}`),
  ubah: action(async ({ locals }, values, terminal) => `dihitung=${(await locals.api.attendance.changeTerminal({ ...terminal, ...settingsOf(values) })).counted}`),
  tolak: action(async ({ locals }, _, terminal) => {
    await locals.api.attendance.refuseTerminal(terminal);
    return 'selesai=tolak';
  }),
  jam: action(async ({ locals }, values, terminal) => {
    const minutes = Number(one(values, 'minutes').replace(',', '.'));
    return `dihitung=${(await locals.api.attendance.correctClock({ ...terminal, minutes: one(values, 'minutes') === '' ? NaN : minutes, also: one(values, 'also') === 'since-detected' ? 'since-detected' : 'held' })).counted}`;
  }),
  sisihkan: action(async ({ locals }, _, terminal) => {
    await locals.api.attendance.setAsideLines(terminal);
    return 'selesai=sisihkan';
  }),
  perintah: action(async ({ locals }, values, { id }) => {
    await locals.api.attendance.commandTerminal({ id, kind: one(values, 'kind') as 'info', ...(one(values, 'pin') ? { pin: one(values, 'pin') } : {}) });
    return 'selesai=perintah#perintah';
  }),
  ulang: action(async ({ locals }, _, { id }) => {
    await locals.api.attendance.resendFromTerminal({ id });
    return 'selesai=ulang#perintah';
  }),
};
