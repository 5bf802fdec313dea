import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { caseHref } from '../../../parts/look.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { locals, params } = event;
  try {
    const [proposal, laporan] = await Promise.all([locals.api.complaints.proposePublication({ id: params.id }), locals.api.complaints.getCase({ id: params.id })]);
    return { title: 'Halaman umum', here: '/petugas/pengaduan', proposal, laporan: { id: laporan.id, number: laporan.number, title: laporan.title, published: laporan.published } };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  tayang: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.publish({ id: event.params.id, title: one(values, 'title'), body: one(values, 'body'), photos: many(values, 'foto'), keepFindings: one(values, 'keepFindings') !== '' });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${caseHref(event.params.id)}?sudah=tayang`);
  },
  turun: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.unpublish({ id: event.params.id, reason: one(values, 'reason') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${caseHref(event.params.id)}?sudah=turun`);
  },
};
