import { redirect, type RequestEvent } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { keepOnce, takeOnce } from '#lib/server/shown-once.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/kelola/kehadiran/mesin';

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  const made = url.searchParams.get('lokasi');
  try {
    return { title: 'Mesin absen', ...(await locals.api.attendance.listTerminals({})), once: made ? takeOnce<{ name: string; token: string }>(cookies, HERE, made) : undefined, host: url.host, saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const action = (run: (event: RequestEvent, values: Values) => Promise<string | void>) => async (event: RequestEvent) => {
  const values = readValues(await event.request.formData());
  let next: string | void;
  try {
    next = await run(event, values);
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, next ?? `${HERE}?tersimpan`);
};

export const actions: Actions = {
  lokasi: action(async ({ locals, cookies }, values) => {
    const name = one(values, 'name');
    const { id, token } = await locals.api.attendance.createTerminalSite({ name, unit: one(values, 'unit') || null, networks: one(values, 'networks') });
    return `${keepOnce(cookies, HERE, id, { name, token })}?lokasi=${id}#lokasi`;
  }),
  cabut: action(async ({ locals }, values) => void (await locals.api.attendance.revokeTerminalSite({ id: one(values, 'id') }))),
  setelan: action(async ({ locals }, values) => void (await locals.api.attendance.saveTerminalSettings({ plain: one(values, 'plain') === 'ya', networks: one(values, 'networks'), version: Number(one(values, 'version')) }))),
};
