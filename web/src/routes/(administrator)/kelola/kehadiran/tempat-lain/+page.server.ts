import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { atPoint, mapAgain } from '../parts/place-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { attendance } = event.locals.api;
  const unit = event.url.searchParams.get('unit') ?? undefined;
  try {
    const [{ items }, choice] = [await attendance.listElsewhere({}), await attendance.prepareElsewhere({ ...(unit && { unit }) })];
    return { title: 'WFH dan WFA', items, choice };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  setujui: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const again = await mapAgain(event.locals, posted);
    if (again) return { values: again };
    const values = readValues(posted);
    const kind = one(values, 'kind') as 'home';
    const degree = (name: string) => (kind === 'home' && one(values, name).trim() ? Number(one(values, name).trim().replace(',', '.')) : null);
    try {
      await event.locals.api.attendance.allowElsewhere({
        people: many(values, 'people'), kind, place: kind === ('place' as string) ? one(values, 'place') || null : null, latitude: degree('titik.lat'), longitude: degree('titik.lng'), from: one(values, 'from'), to: one(values, 'to') || null,
        weekdays: many(values, 'weekdays').map(Number), legalBasis: one(values, 'legalBasis').trim(),
      });
    } catch (thrown) {
      return asActionFailure(atPoint(thrown), values);
    }
    redirect(303, `/kelola/kehadiran/tempat-lain${event.url.searchParams.has('unit') ? `?unit=${event.url.searchParams.get('unit')}` : ''}`);
  },
  akhiri: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.attendance.endElsewhere({ id: one(values, 'id') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/kelola/kehadiran/tempat-lain');
  },
};
