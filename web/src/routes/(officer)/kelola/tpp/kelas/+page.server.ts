import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { searchParams } = event.url;
  const unit = searchParams.get('unit') || undefined;
  try {
    const mayManage = hat.permissions.includes('allowance.manage');
    const [list, imports] = await Promise.all([event.locals.api.allowance.listClasses({ ...(unit ? { unit } : {}), only: searchParams.get('lihat') === 'belum' ? 'without' : 'all' }), mayManage ? event.locals.api.allowance.listClassImports({}) : undefined]);
    return { title: 'Kelas jabatan', ...list, unit, without: list.without, onlyWithout: searchParams.get('lihat') === 'belum', mayManage, imports: imports?.items ?? [], set: searchParams.get('ditetapkan') };
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
      ({ id } = await event.locals.api.allowance.startClassImport({ fromDay: one(posted.values, 'fromDay'), basis: one(posted.values, 'basis'), ...posted.upload }));
    } catch (thrown) {
      return asActionFailure(thrown, { ...posted.values, _: 'unggah' });
    }
    redirect(303, `/kelola/tpp/kelas/impor/${id}`);
  },
  tetapkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    // Posts whose class was changed: what stands in the page already is not set again.
    const classes = Object.entries(values).flatMap(([name, value]) => {
      const post = /^kelas\.(.+)$/.exec(name)?.[1];
      return post && typeof value === 'string' && value.trim() !== '' && value.trim() !== one(values, `lama.${post}`) ? [{ post, class: Number(value) }] : [];
    });
    let set: number;
    try {
      ({ set } = await event.locals.api.allowance.setClasses({ fromDay: one(values, 'fromDay'), basis: one(values, 'basis'), classes }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    const unit = event.url.searchParams.get('unit');
    redirect(303, `/kelola/tpp/kelas?${unit ? `unit=${unit}&` : ''}ditetapkan=${set}`);
  },
};
