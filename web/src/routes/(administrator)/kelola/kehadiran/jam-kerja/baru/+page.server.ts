import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { bodyFrom, valuesOf } from '../pattern.ts';
import type { Actions, PageServerLoad } from './$types';

/** A new pattern, empty or begun from one that there is (`salin`). */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const api = event.locals.api['work-schedules'];
  const copied = event.url.searchParams.get('salin')?.slice(0, 36);
  try {
    const [{ today }, from] = await Promise.all([api.listAssignments({}), copied ? api.getPattern({ id: copied }) : undefined]);
    const latest = from?.versions[0];
    const kind = latest?.body.kind ?? (event.url.searchParams.get('jenis') === 'shift' ? 'shift' : 'week');
    const values: Values = latest ? { ...valuesOf(latest.body), legalBasis: latest.legalBasis, name: `${from!.name} (salinan)`.slice(0, 80) } : { kind };
    return { title: kind === 'shift' ? 'Pola jaga baru' : 'Pola mingguan baru', here: '/kelola/kehadiran/jam-kerja', kind, today, values, copied: from?.name ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const api = event.locals.api['work-schedules'];
    const posted = await event.request.formData();
    const values = readValues(posted);
    let id = '';
    try {
      if (posted.get('_langkah') === 'hitung') return { values, tried: await api.tryPattern({ body: bodyFrom(values) }) };
      ({ id } = await api.createPattern({ name: one(values, 'name'), from: one(values, 'from'), body: bodyFrom(values), legalBasis: one(values, 'legalBasis'), verified: one(values, 'verified') === 'ya', note: one(values, 'note') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/kehadiran/jam-kerja/${id}?tersimpan`);
  },
};
