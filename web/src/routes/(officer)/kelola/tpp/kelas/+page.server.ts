import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { searchParams } = event.url;
  const unit = searchParams.get('unit') || undefined;
  try {
    const list = await event.locals.api.allowance.listClasses({ ...(unit ? { unit } : {}), only: searchParams.get('lihat') === 'belum' ? 'without' : 'all' });
    return { title: 'Kelas jabatan', ...list, unit, without: list.without, onlyWithout: searchParams.get('lihat') === 'belum', mayManage: hat.permissions.includes('allowance.manage'), set: searchParams.get('ditetapkan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
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
