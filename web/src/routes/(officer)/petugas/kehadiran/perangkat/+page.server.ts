import { redirect, type RequestEvent } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { keepOnce, takeOnce } from '#lib/server/shown-once.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/petugas/kehadiran/perangkat';
type Once = { device: string; code: string } | { person: string; number: string; pin: string };

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  const asked = { query: url.searchParams.get('cari')?.trim().slice(0, 100) ?? '', after: Number(url.searchParams.get('setelah')) || 0 };
  const shown = url.searchParams.get('sekali');
  try {
    const [devices, pins] = await Promise.all([locals.api.attendance.listOfficeDevices({}), locals.api.attendance.listStaffPins(asked)]);
    return { title: 'Perangkat kantor', asked, devices, pins, host: url.host, once: shown ? takeOnce<Once>(cookies, HERE, shown) : undefined };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const action = (run: (event: RequestEvent, values: Values) => Promise<string>) => async (event: RequestEvent) => {
  const values = readValues(await event.request.formData());
  let next: string;
  try {
    next = await run(event, values);
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, next);
};
const once = ({ cookies }: RequestEvent, id: string, what: Once, place: string): string => `${keepOnce(cookies, HERE, id, what)}?sekali=${id}#${place}`;

export const actions: Actions = {
  tambah: action(async (event, values) => {
    const { id, code } = await event.locals.api.attendance.createOfficeDevice({ name: one(values, 'name'), unit: one(values, 'unit'), place: one(values, 'place') || null });
    return once(event, id, { device: one(values, 'name'), code }, 'perangkat');
  }),
  kode: action(async (event, values) => once(event, one(values, 'id'), { device: one(values, 'name'), code: (await event.locals.api.attendance.renewPairingCode({ id: one(values, 'id') })).code }, 'perangkat')),
  cabut: action(async ({ locals }, values) => {
    await locals.api.attendance.revokeOfficeDevice({ id: one(values, 'id') });
    return HERE;
  }),
  pin: action(async (event, values) => {
    const { name, number, pin } = await event.locals.api.attendance.giveStaffPin({ person: one(values, 'person') });
    return once(event, one(values, 'person'), { person: name, number, pin }, 'pin');
  }),
};
