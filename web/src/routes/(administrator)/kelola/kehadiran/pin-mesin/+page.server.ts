import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/kelola/kehadiran/pin-mesin';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = { group: url.searchParams.get('kelompok') ?? '', query: url.searchParams.get('cari')?.trim().slice(0, 100) ?? '', after: url.searchParams.get('setelah') ?? '' };
  try {
    const [pins, imports] = await Promise.all([locals.api.attendance.listTerminalPins(asked), locals.api.attendance.listPinImports({})]);
    return { title: 'PIN mesin', asked, pins, imports: imports.items, today: today(locals.installation), counted: url.searchParams.get('dihitung') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  beri: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    let counted: number;
    try {
      const person = one(values, 'person');
      ({ counted } = await locals.api.attendance.assignTerminalPin({ group: one(values, 'group'), pin: one(values, 'pin'), ...(person ? { person } : { nip: one(values, 'nip') }), fromDay: one(values, 'fromDay') }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${HERE}?dihitung=${counted}`);
  },
  akhiri: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.attendance.endTerminalPin({ id: one(values, 'id'), lastDay: one(values, 'lastDay') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, HERE);
  },
  unggah: async ({ locals, request }) => {
    const posted = await uploadOf(request);
    if (posted.missing) return posted.missing;
    let id: string;
    try {
      ({ id } = await locals.api.attendance.startPinImport({ ...posted.upload, group: one(posted.values, 'group') || 'utama' }));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `${HERE}/impor/${id}`);
  },
};
