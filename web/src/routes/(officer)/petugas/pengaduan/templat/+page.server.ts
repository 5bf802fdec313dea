import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api.complaints;
  try {
    const [templates, categories] = await Promise.all([api.listTemplates({ all: true }), api.listCategories({})]);
    const id = event.url.searchParams.get('ubah') ?? '';
    return { title: 'Templat jawaban', here: '/petugas/pengaduan', templates: templates.items, editing: templates.items.find((one) => one.id === id), adding: event.url.searchParams.has('baru'), categories: categories.items.map(({ code, name }) => ({ id: code, label: name })), coordinates: hat.permissions.includes('complaints.coordinate') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.saveTemplate({ ...(one(values, 'id') && { id: one(values, 'id') }), title: one(values, 'title'), category: one(values, 'category') || null, outcome: one(values, 'outcome') as 'progress', text: one(values, 'text'), active: one(values, 'active') !== '' });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/pengaduan/templat');
  },
  hapus: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.deleteTemplate({ id: one(values, 'id') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/pengaduan/templat');
  },
};
