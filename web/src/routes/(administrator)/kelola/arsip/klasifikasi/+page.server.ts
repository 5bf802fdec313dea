import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import { today } from '#lib/format.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/kelola/arsip/klasifikasi';
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { archive } = event.locals.api;
  const mayChange = hat.permissions.includes('archive.configure');
  const under = event.url.searchParams.get('di')?.slice(0, 40) ?? '';
  const query = event.url.searchParams.get('cari')?.trim().slice(0, 100) ?? '';
  try {
    const [tree, imports] = await Promise.all([archive.listCodes({ under, query, limit: 300 }), mayChange ? archive.listImports({ kind: 'classification' }) : undefined]);
    return { title: 'Klasifikasi arsip', tree, under, query, mayChange, imports: imports?.items ?? [], today: today(event.locals.installation), files: hat.permissions.includes('archive.file'), saved: event.url.searchParams.get('tersimpan')?.slice(0, 40) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  unggah: async (event) => {
    requireOfficer(event);
    const posted = await uploadOf(event.request);
    if (posted.missing) return posted.missing;
    let id: string;
    try {
      ({ id } = await event.locals.api.archive.startImport({ kind: 'classification', ...posted.upload, fromDay: one(posted.values, 'fromDay') || today(event.locals.installation) }));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `/kelola/arsip/impor/klasifikasi/${id}`);
  },
  simpan: async (event) => {
    requireOfficer(event);
    const values = { ...readValues(await event.request.formData()), _: 'simpan' };
    let saved: { code: string };
    try {
      saved = await event.locals.api.archive.saveCode({ code: one(values, 'code'), title: one(values, 'title'), alias: one(values, 'alias'), fromDay: one(values, 'fromDay') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${HERE}?di=${saved.code.includes('.') ? saved.code.slice(0, saved.code.lastIndexOf('.')) : ''}&tersimpan=${saved.code}`);
  },
  akhiri: async (event) => {
    requireOfficer(event);
    const values = { ...readValues(await event.request.formData()), _: 'akhiri' };
    try {
      await event.locals.api.archive.endCode({ code: one(values, 'code'), lastDay: one(values, 'lastDay') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${HERE}?tersimpan=${encodeURIComponent(one(values, 'code'))}`);
  },
};
