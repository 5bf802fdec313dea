import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = rowsAsked(url);
  try {
    return { title: 'Pratinjau jadwal jaga', here: '/petugas/kehadiran/jadwal/susun', only: asked.only, paged: asked.after > 0, preview: await locals.api['work-schedules'].previewRosterImport({ id: params.id, ...asked }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions = previewActions({ map: (api, input) => api['work-schedules'].mapRosterImport(input), take: (api, input) => api['work-schedules'].takeRosterImport(input), place: '/petugas/kehadiran/jadwal/lembar' });
