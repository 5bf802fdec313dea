import { redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import { storeFiles } from '../parts/store-files.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const day = event.url.searchParams.get('hari')?.slice(0, 10);
  try {
    return { title: 'Laporan harian', ...(await event.locals.api.performance.listLogs(day ? { day } : {})), change: event.url.searchParams.get('ubah')?.slice(0, 36) ?? '', fresh: crypto.randomUUID(), said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Posted = Record<string, string | string[]>;
/** "PLAN RESULT", as the list of results names them. */
const linked = (values: Posted) => {
  const [plan, result] = one(values, 'result').split(' ');
  return plan && result ? { plan, result } : {};
};
const logOf = (values: Posted) => ({ day: one(values, 'day'), activity: one(values, 'activity'), quantity: one(values, 'quantity'), minutes: one(values, 'minutes'), evidence: one(values, 'evidence'), files: many(values, 'files').filter(Boolean), ...linked(values) });
const back = (said: string) => (event: RequestEvent) => `/petugas/lkh?hari=${event.url.searchParams.get('hari') ?? ''}&sudah=${said}`;
/** Files are stored first, so that a refused form keeps them. */
const written = (name: 'tulis' | 'ubah') => async (event: RequestEvent) => {
  requireOfficer(event);
  const posted = await event.request.formData();
  const values: Values = { ...readValues(posted), _: name };
  const { api } = event.locals;
  try {
    await storeFiles(api, posted, values);
    const intent = readIntent(posted);
    if (intent.kind === 'file-remove') return { values: { ...values, files: many(values, 'files').filter((file) => file !== intent.id) } };
    const log = logOf(values as Posted);
    await (name === 'ubah' ? api.performance.changeLog({ id: one(values, 'id'), version: one(values, 'version'), ...log }) : api.performance.writeLog({ id: one(values, 'id'), ...log }));
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, back(name)(event));
};
export const actions: Actions = {
  tulis: written('tulis'),
  ubah: written('ubah'),
  hapus: verb<RequestEvent>('hapus', (api, values) => api.performance.dropLog({ id: one(values, 'id'), version: one(values, 'version') }), back('hapus')),
  ambil: verb<RequestEvent>('ambil', (api, values) => api.performance.takeWork({ day: one(values, 'day'), href: one(values, 'href'), minutes: one(values, 'minutes'), ...linked(values) }), back('ambil')),
};
