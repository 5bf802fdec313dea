import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Jenis naskah baru', here: '/kelola/naskah', like: event.url.searchParams.get('salin')?.slice(0, 60) ?? '', ...(await event.locals.api['letter-types'].listStarts({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const said = (name: string) => one(values, name).trim();
    const lines = said('fixed').split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    const fixed = Object.fromEntries(lines.map((line) => line.split(/:(.*)/s, 2).map((part) => part.trim())));
    if (lines.some((line) => !/^[a-z][a-z0-9_]*\s*:\s*\S/.test(line))) {
      return fail(422, { values, problem: { title: 'Jenis naskah ini belum dapat dibuat.', status: 422, code: 'letter-types.new-invalid', fields: [{ path: 'fixed', message: 'Tulis tiap baris sebagai nama: isi, misalnya kata: dengan ini memberi kuasa kepada:' }] } });
    }
    const api = event.locals.api['letter-types'];
    let made: { id: string };
    try {
      made = await api.createType({
        id: said('id'), like: said('like'), title: said('title'), issuedIn: said('issuedIn') === 'srikandi' ? 'srikandi' : 'pendopo',
        ...(said('template') && { template: said('template') }), ...(said('series') && { series: said('series') }), ...(said('usualSigner') && { usualSigner: said('usualSigner') }), ...(said('legalBasis') && { legalBasis: said('legalBasis') }), ...(lines.length > 0 && { fixed }),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/naskah/${made.id}?sudah=buat`);
  },
};
