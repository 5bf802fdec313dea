import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Hasil terbit', ...(await event.locals.api.assessments.listImports({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const file = posted.get('content');
    if (!(file instanceof File) || file.size === 0) {
      return fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Pilih berkasnya.', code: 'request.invalid', fields: [{ path: 'content', message: 'Pilih berkas XLSX atau CSV.' }] } });
    }
    let id: string;
    try {
      ({ id } = await event.locals.api.assessments.startImport({
        kind: one(values, 'kind') as 'published' | 'levels', instrument: one(values, 'instrument'), year: one(values, 'year'), source: one(values, 'source'),
        fileName: file.name.slice(0, 200), content: Buffer.from(await file.arrayBuffer()).toString('base64'),
      }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/penilaian/hasil/${id}`);
  },
};
