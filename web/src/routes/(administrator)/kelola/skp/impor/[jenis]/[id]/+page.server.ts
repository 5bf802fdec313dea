import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import { kindOf } from './kinds.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const kind = kindOf(event.params.jenis);
  const asked = rowsAsked(event.url);
  try {
    return { title: 'Pratinjau impor e-Kinerja', here: '/kelola/skp', kind, id: event.params.id, only: asked.only, paged: asked.after > 0, preview: await event.locals.api.performance.previewPerformanceImport({ kind, id: event.params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
const actionsOf = (word: string) => {
  const kind = kindOf(word);
  return previewActions({ map: (api, input) => api.performance.mapPerformanceImport({ kind, ...input }), take: (api, input) => api.performance.takePerformanceImport({ kind, ...input }), place: `/kelola/skp/impor/${kind}` });
};
export const actions: Actions = { kolom: (event) => actionsOf(event.params.jenis).kolom(event), ambil: (event) => actionsOf(event.params.jenis).ambil(event) };
