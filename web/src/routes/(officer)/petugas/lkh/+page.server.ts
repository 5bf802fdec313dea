import { one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
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
const logOf = (values: Posted) => ({ day: one(values, 'day'), activity: one(values, 'activity'), quantity: one(values, 'quantity'), minutes: one(values, 'minutes'), evidence: one(values, 'evidence'), ...linked(values) });
const back = (said: string) => (event: RequestEvent) => `/petugas/lkh?hari=${event.url.searchParams.get('hari') ?? ''}&sudah=${said}`;
export const actions: Actions = {
  tulis: verb<RequestEvent>('tulis', (api, values) => api.performance.writeLog({ id: one(values, 'id'), ...logOf(values) }), back('tulis')),
  ubah: verb<RequestEvent>('ubah', (api, values) => api.performance.changeLog({ id: one(values, 'id'), version: one(values, 'version'), ...logOf(values) }), back('ubah')),
  hapus: verb<RequestEvent>('hapus', (api, values) => api.performance.dropLog({ id: one(values, 'id'), version: one(values, 'version') }), back('hapus')),
  ambil: verb<RequestEvent>('ambil', (api, values) => api.performance.takeWork({ day: one(values, 'day'), href: one(values, 'href'), minutes: one(values, 'minutes'), ...linked(values) }), back('ambil')),
};
