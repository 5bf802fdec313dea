import { redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import { kindOf, kinds } from './kinds.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const list = kindOf(event.params.jenis);
  try {
    return { title: list.title, here: '/petugas/kehadiran/rekap', list, tabs: Object.entries(kinds).map(([word, { title }]) => ({ href: `/kelola/kehadiran/keadaan-awal/${word}`, label: title, current: word === list.word })), imports: (await event.locals.api.timesheets.listImports({ kind: list.kind })).items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const { kind, word } = kindOf(event.params.jenis);
    const { missing, values, upload } = await uploadOf(event.request);
    if (missing) return missing;
    let id = '';
    try {
      ({ id } = await event.locals.api.timesheets.startImport({ kind, ...upload }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/kehadiran/keadaan-awal/${word}/${id}`);
  },
};
