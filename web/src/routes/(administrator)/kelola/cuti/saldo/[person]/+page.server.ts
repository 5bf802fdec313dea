import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const year = Number(event.url.searchParams.get('tahun')) || undefined;
  try {
    const found = await event.locals.api.leave.getBalance({ person: event.params.person, ...(year && { year }) });
    return { ...found, title: `Saldo cuti ${found.name}`, post: found.title, here: '/kelola/cuti', saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const number = (name: string) => { const text = one(values, name).replace(',', '.').trim(); return text === '' ? undefined : text; };
    const [left, used, from] = [number('left'), number('used'), one(values, 'serviceFrom')];
    try {
      await event.locals.api.leave.setOpening({ person: event.params.person, year: one(values, 'year'), ...(left !== undefined && { left }), ...(used !== undefined && { used }), ...(from && { serviceFrom: from }) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${event.url.pathname}?tahun=${event.url.searchParams.get('tahun') ?? ''}&tersimpan`);
  },
};
