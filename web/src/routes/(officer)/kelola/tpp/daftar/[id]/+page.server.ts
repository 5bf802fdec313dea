import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const FILTERS = { lengkap: 'all', kurang: 'incomplete', koreksi: 'corrected' } as const;

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { searchParams } = event.url;
  const only = FILTERS[searchParams.get('lihat') as keyof typeof FILTERS] ?? 'all';
  const after = Number(searchParams.get('dari')) || 0;
  try {
    const list = await event.locals.api.allowance.getRun({ id: event.params.id, search: (searchParams.get('cari') ?? '').slice(0, 100), only, after: Math.max(0, Math.trunc(after)) });
    return { title: `TPP ${list.run.agencyName}`, ...list, query: searchParams.get('cari') ?? '', only, first: after > 0, returning: searchParams.has('kembalikan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const step = (work: (event: RequestEvent, input: { id: string; version: number }, reason: string) => Promise<unknown>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await work(event, { id: event.params.id, version: Number(one(values, 'versi')) }, one(values, 'reason'));
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, `/kelola/tpp/daftar/${event.params.id}`);
};
export const actions: Actions = {
  periksa: step((event, input) => event.locals.api.allowance.checkRun(input)),
  setujui: step((event, input) => event.locals.api.allowance.approveRun(input)),
  kembalikan: step((event, input, reason) => event.locals.api.allowance.returnRun({ ...input, reason })),
  hitung: step(async (event) => {
    const { run } = await event.locals.api.allowance.getRun({ id: event.params.id, limit: 1 });
    await event.locals.api.allowance.computeRuns({ month: run.month, agency: run.agency });
  }),
};
