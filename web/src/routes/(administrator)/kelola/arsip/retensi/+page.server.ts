import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import { today } from '#lib/format.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/kelola/arsip/retensi';
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { archive } = event.locals.api;
  const mayChange = hat.permissions.includes('archive.configure');
  const query = event.url.searchParams.get('cari')?.trim().slice(0, 100) ?? '';
  const semua = event.url.searchParams.has('semua') || query !== '';
  const after = event.url.searchParams.get('setelah')?.slice(0, 40) ?? '';
  try {
    const [list, settings, imports] = await Promise.all([archive.listRetention({ query, all: semua, after }), archive.getSettings({}), mayChange ? archive.listImports({ kind: 'retention' }) : undefined]);
    return { title: 'Jadwal retensi', list, settings, query, semua, after, mayChange, imports: imports?.items ?? [], today: today(event.locals.installation), saved: event.url.searchParams.get('tersimpan')?.slice(0, 60) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** One form, one verb, then the page again. */
const action = (name: string, run: (api: App.Locals['api']['archive'], values: Values) => Promise<string>) => async (event: Parameters<NonNullable<Actions['default']>>[0]) => {
  requireOfficer(event);
  const values: Values = { ...readValues(await event.request.formData()), _: name };
  let said: string;
  try {
    said = await run(event.locals.api.archive, values);
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, `${HERE}?tersimpan=${encodeURIComponent(said)}`);
};

export const actions: Actions = {
  unggah: async (event) => {
    requireOfficer(event);
    const posted = await uploadOf(event.request);
    if (posted.missing) return posted.missing;
    let id: string;
    try {
      ({ id } = await event.locals.api.archive.startImport({ kind: 'retention', ...posted.upload, fromDay: today(event.locals.installation) }));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `/kelola/arsip/impor/retensi/${id}`);
  },
  simpan: action('simpan', async (archive, values) => {
    const { scheduled } = await archive.saveRetention({ code: one(values, 'code'), activeYears: one(values, 'activeYears'), inactiveYears: one(values, 'inactiveYears'), fate: one(values, 'fate') as 'musnah', security: (one(values, 'security') || 'biasa') as 'biasa', access: one(values, 'access'), basis: one(values, 'basis'), fromDay: one(values, 'fromDay') });
    return `Jadwal ${one(values, 'code')} tersimpan${scheduled ? `; ${scheduled} berkas tertutup mendapat jadwal` : ''}`;
  }),
  akhiri: action('akhiri', async (archive, values) => {
    await archive.endRetention({ code: one(values, 'code'), lastDay: one(values, 'lastDay') });
    return `Jadwal ${one(values, 'code')} diakhiri`;
  }),
  setelan: action('setelan', async (archive, values) => {
    await archive.saveSettings({ version: one(values, 'version'), start: one(values, 'start') as 'year-end', anriYears: one(values, 'anriYears'), committee: one(values, 'committee'), basis: one(values, 'settingsBasis') });
    return 'Cara menghitung tersimpan';
  }),
};
