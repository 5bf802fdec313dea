import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { bodyFrom, valuesOf } from '../pattern.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const pattern = await event.locals.api['work-schedules'].getPattern({ id: event.params.id });
    const latest = pattern.versions[0]!;
    return { title: pattern.name, here: '/kelola/kehadiran/jam-kerja', pattern, number: Math.max(...pattern.versions.map((one) => one.number)), values: { ...valuesOf(latest.body), legalBasis: latest.legalBasis, verified: latest.verified ? 'ya' : 'belum' }, saved: event.url.searchParams.has('tersimpan'), ended: event.url.searchParams.has('berakhir') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  ubah: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      const api = event.locals.api['work-schedules'];
      const version = { id: event.params.id, number: one(values, 'number'), from: one(values, 'from'), body: bodyFrom(values), legalBasis: one(values, 'legalBasis'), verified: one(values, 'verified') === 'ya', note: one(values, 'note') };
      if (posted.get('_langkah') === 'hitung') return { values, tried: await api.tryPattern(version), effect: await api.previewVersion(version) };
      await api.publishPattern(version);
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${event.url.pathname}?tersimpan`);
  },
  akhiri: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api['work-schedules'].endPattern({ id: event.params.id, lastDay: one(values, 'lastDay'), reason: one(values, 'reason') });
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      return fail(failure.status, { ...failure.data, about: 'akhiri' });
    }
    redirect(303, `${event.url.pathname}?berakhir`);
  },
};
