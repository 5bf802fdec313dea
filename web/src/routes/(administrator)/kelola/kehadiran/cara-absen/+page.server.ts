import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Cara absen dinilai', tomorrow: new Date(Date.parse(today(event.locals.installation)) + 86_400_000).toISOString().slice(0, 10), saved: event.url.searchParams.get('mulai') ?? '', ...(await event.locals.api.attendance.checkInRules({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const text = (name: string) => one(values, name).trim();
    try {
      await event.locals.api.attendance.setCheckInRule({
        accuracyLimit: text('accuracyLimit'), offlineHours: text('offlineHours'), selfie: text('selfie') as 'always', selfieDays: text('selfieDays'), officePhotoDays: text('officePhotoDays'), networks: text('networks').split(/[\s,;]+/).filter(Boolean),
        weights: { weak: text('weights.weak'), medium: text('weights.medium'), strong: text('weights.strong') }, from: text('from'), legalBasis: text('legalBasis'),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/kehadiran/cara-absen?mulai=${text('from')}`);
  },
};
