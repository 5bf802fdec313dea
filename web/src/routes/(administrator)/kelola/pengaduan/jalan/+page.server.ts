import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const api = locals.api.complaints;
  const query = url.searchParams.get('cari')?.trim().slice(0, 100) ?? '';
  const after = url.searchParams.get('setelah') ?? '';
  try {
    const [roads, settings, categories, imports] = await Promise.all([api.listRoads({ query, after }), api.getRoadSettings({}), api.listCategories({}), api.listRoadImports({})]);
    return { title: 'Status jalan', roads, settings, query, after, imports: imports.items, categories: categories.items.filter(({ active }) => active).map(({ code, name }) => ({ id: code, label: name })), saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const HERE = '/kelola/pengaduan/jalan';
export const actions: Actions = {
  unggah: async ({ locals, request }) => {
    const posted = await uploadOf(request);
    if (posted.missing) return posted.missing;
    let id: string;
    try {
      ({ id } = await locals.api.complaints.startRoadImport(posted.upload));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `${HERE}/impor/${id}`);
  },
  setelan: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.complaints.saveRoadSettings({ metres: one(values, 'metres'), categories: many(values, 'categories'), version: Number(one(values, 'version')) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${HERE}?tersimpan`);
  },
  hapus: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.complaints.deleteRoad({ id: one(values, 'id') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, HERE);
  },
  contoh: async ({ locals }) => {
    try {
      await locals.api.complaints.deleteExampleRoads({});
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, HERE);
  },
};
