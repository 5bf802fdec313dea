import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  try {
    return { title: 'Setelan pengaduan', settings: await locals.api.complaints.getSettings({}), saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    const of = (name: string) => one(values, name).trim();
    try {
      await locals.api.complaints.saveSettings({
        answerNeedsApproval: of('answerNeedsApproval') !== '', publishAtOnce: of('publishAtOnce') !== '', amendedBudgetDay: of('amendedBudgetDay'), floodPerHour: of('floodPerHour'), identicalPerDay: of('identicalPerDay'),
        duplicateMetres: of('duplicateMetres'), duplicateDays: of('duplicateDays'), profanity: of('profanity').split(/[\n,]/).map((word) => word.trim()).filter(Boolean), emergency: of('emergency'), version: Number(of('version')),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/kelola/pengaduan/setelan?tersimpan');
  },
};
