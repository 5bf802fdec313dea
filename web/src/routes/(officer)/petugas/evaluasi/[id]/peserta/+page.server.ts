import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { campaign, provinces, rows, matching } = await event.locals.api.evaluation.board({ id: event.params.id, only: 'waiting', query: event.url.searchParams.get('cari')?.slice(0, 100) ?? '', limit: 50 });
    return { title: 'Peserta', campaign, provinces, rows, matching, query: event.url.searchParams.get('cari') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  tambah: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const [kind, province] = [one(values, 'kind'), one(values, 'province')];
    try {
      const { added, already } = await event.locals.api.evaluation.addParticipants({ id: event.params.id, how: one(values, 'how') as 'list', names: one(values, 'names'), ...(kind && { kind: kind as 'city' }), ...(province && { province }) });
      return { said: `${added} instansi ditambahkan${already > 0 ? `, ${already} sudah menjadi peserta` : ''}.` };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  hapus: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.removeParticipant({ id: event.params.id, participant: one(values, 'peserta') });
      return { said: `${one(values, 'nama')} dikeluarkan.` };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
