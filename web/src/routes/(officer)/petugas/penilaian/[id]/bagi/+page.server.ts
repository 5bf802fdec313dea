import { fail } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { campaign, rows, team, scored } = await event.locals.api['self-assessment'].getBoard({ id: event.params.id });
    return { title: 'Bagi tugas', here: '/petugas/penilaian', campaign, team, groups: scored.groups, rows: rows.map(({ number, name, groups, assignee, state }) => ({ number, name, groups, assignee, state })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const group = one(values, 'group');
    const account = one(values, 'account');
    if (account === '') return fail(422, { problem: { status: 422, title: 'Isian belum benar', detail: 'Pilih petugasnya.', code: 'request.invalid', fields: [{ path: 'account', message: 'Pilih petugasnya.' }] }, values });
    try {
      const { changed } = await event.locals.api['self-assessment'].assign({ id: event.params.id, numbers: many(values, 'numbers'), ...(group && { group }), account: account === 'kosong' ? null : account });
      return { said: changed > 0 ? `${changed} indikator dibagikan.` : 'Tidak ada yang berubah.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
