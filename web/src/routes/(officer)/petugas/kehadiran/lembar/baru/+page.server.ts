import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [unit, day] = [url.searchParams.get('unit') ?? '', url.searchParams.get('hari') ?? ''];
  if (unit === '' || day === '') redirect(303, '/petugas/kehadiran/lembar');
  try {
    return { title: 'Ketik daftar hadir', sheet: await locals.api.attendance.prepareSheet({ unit, day }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const posted = await request.formData();
    const values = readValues(posted);
    const file = posted.get('scan');
    const people = Object.keys(values).filter((name) => name.startsWith('in.')).map((name) => name.slice(3));
    let id = one(values, 'scanId') || null;
    try {
      if (file instanceof File && file.size > 0) id = (await locals.api.files.storeUpload({ name: file.name.slice(0, 255) || 'daftar-hadir', bytes: new Uint8Array(await file.arrayBuffer()) })).id;
      await locals.api.attendance.submitSheet({
        id: one(values, 'id'), unit: one(values, 'unit'), day: one(values, 'day'), reason: one(values, 'reason'), scan: id, replaces: one(values, 'replaces') || null,
        lines: people.map((person) => ({ person, in: one(values, `in.${person}`), out: one(values, `out.${person}`), note: one(values, `note.${person}`) })),
      });
    } catch (thrown) {
      // The scan that arrived needs not be chosen again.
      return asActionFailure(thrown, { ...values, scanId: id ?? '', scanName: file instanceof File && file.size > 0 ? file.name : one(values, 'scanName') });
    }
    redirect(303, `/petugas/kehadiran/lembar/${one(values, 'id')}`);
  },
};
