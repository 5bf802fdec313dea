import { readValues, one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const at = event.url.searchParams;
  try {
    const view = await event.locals.api.evaluation.assignments({ id: event.params.id, propose: at.get('usul') === 'ya' ? 'yes' : 'no', query: at.get('cari')?.slice(0, 100) ?? '', after: Math.min(100_000, Math.max(0, Math.floor(Number(at.get('mulai')) || 0))) });
    return { title: 'Penugasan', view, query: at.get('cari') ?? '', proposing: at.get('usul') === 'ya', after: Number(at.get('mulai')) || 0 };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** Inputs are named "<participant>.<role>". */
const PLACE = /^([0-9a-f-]{36})\.(first|second|reviewer)$/;

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const places = Object.keys(values).flatMap((name) => {
      const [, participant, role] = PLACE.exec(name) ?? [];
      return participant ? [{ participant, role: role as 'first', account: one(values, name) || null }] : [];
    });
    try {
      const { changed } = await event.locals.api.evaluation.assign({ id: event.params.id, places });
      return { said: changed > 0 ? `${changed} penugasan disimpan; yang ditugaskan diberi tahu.` : 'Tidak ada yang berubah.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  'bagi-rata': async (event) => {
    requireOfficer(event);
    try {
      const { changed, open } = await event.locals.api.evaluation.assignEvenly({ id: event.params.id });
      return { said: `${changed} tempat diisi${open > 0 ? `; ${open} tetap kosong karena tidak ada yang boleh` : ''}.` };
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
  },
};
