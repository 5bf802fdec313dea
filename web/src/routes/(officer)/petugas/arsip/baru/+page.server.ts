import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { today } from '#lib/format.ts';
import type { Actions, PageServerLoad } from './$types';

/** `?surat=…&jenis=in`: the letter for which the folder is opened goes into it at once. */
const letterOf = (url: URL) => ({ kind: url.searchParams.get('jenis') === 'out' ? ('out' as const) : ('in' as const), ref: url.searchParams.get('surat')?.slice(0, 36) });

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { archive } = event.locals.api;
  const { kind, ref } = letterOf(event.url);
  const kode = event.url.searchParams.get('kode')?.slice(0, 40) ?? '';
  try {
    const [where, { items }] = await Promise.all([ref ? archive.whereIs({ kind, ref }) : undefined, archive.listCodes({ query: kode, limit: 20 })]);
    return { title: 'Buka berkas', code: kode || (where?.code ?? ''), codes: items.map(({ code, title }) => ({ code, title })), year: today(event.locals.installation).slice(0, 4), forLetter: Boolean(ref) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const { archive } = event.locals.api;
    const values = readValues(await event.request.formData());
    let made: { id: string };
    try {
      made = await archive.openFolder({ code: one(values, 'code'), title: one(values, 'title'), location: one(values, 'location'), ...(one(values, 'year') && { year: one(values, 'year') }) });
      const { kind, ref } = letterOf(event.url);
      if (ref) await archive.addItem({ id: made.id, kind, ref });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/arsip/${made.id}?selesai=buka`);
  },
};
