import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { ImportKind } from '../../../../../../../server/modules/organization/contract.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireOfficer(event);
  return { title: 'Impor dan ekspor' };
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const file = posted.get('berkas');
    if (!(file instanceof File) || file.size === 0) {
      return fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Pilih berkasnya.', code: 'request.invalid', fields: [{ path: 'berkas', message: 'Pilih berkas XLSX atau CSV.' }] } });
    }
    let id: string;
    try {
      ({ id } = await event.locals.api.organization.startImport({ kind: one(values, 'kind') as ImportKind, fileName: file.name.slice(0, 200), content: Buffer.from(await file.arrayBuffer()).toString('base64') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/impor/${id}`);
  },
};
