import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { api, installation } = locals;
  try {
    const [rules, categories, districts] = await Promise.all([api.complaints.listRules({}), api.complaints.listCategories({}), installation.region ? api.wilayah.listRegions({ parent: installation.region }) : { items: [] }]);
    const id = url.searchParams.get('ubah') ?? '';
    return {
      title: 'Aturan penerusan', rules: rules.items, editing: rules.items.find((rule) => rule.id === id), adding: url.searchParams.has('baru'),
      categories: categories.items.map(({ code, name }) => ({ id: code, label: name })), districts: districts.items.map(({ code, name }) => ({ id: code, label: name })),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    const of = (name: string) => one(values, name).trim();
    try {
      await locals.api.complaints.saveRule({ ...(of('id') && { id: of('id') }), order: of('order'), category: of('category') || null, region: of('region') || null, unit: of('unit'), note: of('note') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/kelola/pengaduan/penerusan');
  },
  hapus: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.complaints.deleteRule({ id: one(values, 'id') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/kelola/pengaduan/penerusan');
  },
};
