import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { api } = event.locals;
  try {
    const [catalogue, imports] = await Promise.all([api.layanan.listCatalogue({}), api.permohonan.listRunningImports({})]);
    return { title: 'Berkas berjalan', layanan: catalogue.items.map(({ id, name }) => ({ id, name })), imports: imports.items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const file = posted.get('berkas');
    const fields = [
      ...(one(values, 'layanan') === '' ? [{ path: 'layanan', message: 'Pilih layanannya.' }] : []),
      ...(!(file instanceof File) || file.size === 0 ? [{ path: 'berkas', message: 'Pilih berkas XLSX atau CSV.' }] : []),
    ];
    if (fields.length > 0) return fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Lengkapi yang ditandai.', code: 'request.invalid', fields } });
    let id: string;
    try {
      ({ id } = await event.locals.api.permohonan.startRunningImport({ layanan: one(values, 'layanan'), fileName: (file as File).name.slice(0, 200), content: Buffer.from(await (file as File).arrayBuffer()).toString('base64') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/berkas-berjalan/${id}`);
  },
};
