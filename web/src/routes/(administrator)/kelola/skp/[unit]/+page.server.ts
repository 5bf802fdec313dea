import { one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const asked = (url: URL) => ({ year: url.searchParams.get('tahun')?.slice(0, 4) || String(new Date().getUTCFullYear()), period: (url.searchParams.get('periode') ?? 'year') as 'q1' });
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const unit = await event.locals.api.performance.getOrganisation({ unit: event.params.unit, ...asked(event.url) });
    return { title: unit.name, here: '/kelola/skp', item: unit, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};
const back = (said: string) => ({ params, url }: RequestEvent) => `/kelola/skp/${params.unit}?tahun=${asked(url).year}&periode=${asked(url).period}&sudah=${said}`;
export const actions: Actions = {
  tetapkan: verb<RequestEvent>('tetapkan', (api, values, { params, url }) => api.performance.setOrganisation({ unit: params.unit, ...asked(url), predicate: one(values, 'predicate') as 'baik', basis: one(values, 'basis'), version: one(values, 'version') }), back('tetapkan')),
  jelaskan: verb<RequestEvent>('jelaskan', (api, values, { params, url }) => api.performance.justifyDistribution({ unit: params.unit, ...asked(url), version: one(values, 'version'), words: one(values, 'words') }), back('jelaskan')),
};
