import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

const letterOf = (url: URL) => ({ kind: url.searchParams.get('jenis') === 'out' ? ('out' as const) : ('in' as const), ref: url.searchParams.get('surat')?.slice(0, 36) ?? '' });

/** Into which folder a letter goes. */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { kind, ref } = letterOf(event.url);
  try {
    const where = await event.locals.api.archive.whereIs({ kind, ref });
    return { title: 'Berkaskan surat', kind, ref, where, letter: kind === 'in' ? `/petugas/surat/${ref}` : `/petugas/naskah/${ref}` };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const { kind, ref } = letterOf(event.url);
    const id = one(values, 'folder');
    if (!id) return asActionFailure({ problem: { status: 422, title: 'Isian belum benar', detail: 'Pilih berkasnya.', code: 'request.invalid', fields: [{ path: 'folder', message: 'Pilih satu berkas.' }] } }, values);
    try {
      await event.locals.api.archive.addItem({ id, kind, ref, copy: one(values, 'copy') === 'kopi' ? 'kopi' : 'asli', amount: one(values, 'amount') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/arsip/${id}?selesai=isi`);
  },
};
