import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import { kindOf } from '../kinds.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const list = kindOf(params.jenis);
  const asked = rowsAsked(url);
  try {
    return { title: `Pratinjau: ${list.title}`, here: '/petugas/kehadiran/rekap', list, id: params.id, only: asked.only, paged: asked.after > 0, preview: await locals.api.timesheets.previewImport({ kind: list.kind, id: params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const actionsOf = (word: string) => {
  const { kind } = kindOf(word);
  return previewActions({ map: (api, input) => api.timesheets.mapImport({ kind, ...input }), take: (api, input) => api.timesheets.takeImport({ kind, ...input }), place: `/kelola/kehadiran/keadaan-awal/${word}` });
};
export const actions: Actions = {
  kolom: (event) => actionsOf(event.params.jenis).kolom(event),
  ambil: (event) => actionsOf(event.params.jenis).ambil(event),
};
