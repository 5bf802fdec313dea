import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { archive } = event.locals.api;
  const keeps = hat.permissions.includes('archive.keep');
  const kind = event.url.searchParams.get('jenis') === 'lkd' && keeps ? ('lkd' as const) : ('unit-kearsipan' as const);
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 100);
  try {
    const [moves, ready] = await Promise.all([archive.listMoves(mulai ? { cursor: mulai } : {}), archive.listFolders(kind === 'lkd' ? { box: 'eligible', fate: 'permanen', limit: 100 } : { box: 'closed', unit: hat.unitId, limit: 100 })]);
    const due = ready.items.filter(({ state, lentTo, held, proposed }) => state !== 'moving' && lentTo === null && !proposed && (kind !== 'lkd' || held === null));
    const pilih = event.url.searchParams.getAll('pilih');
    return { title: 'Pemindahan arsip', kind, keeps, moves, mulai, due, chosen: pilih.length ? pilih : due.filter(({ tone }) => tone === 'soon').map(({ id }) => id) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let made: { id: string };
    try {
      made = await event.locals.api.archive.sendMove({ kind: event.url.searchParams.get('jenis') === 'lkd' ? 'lkd' : 'unit-kearsipan', folders: many(values, 'folders'), receiver: one(values, 'receiver'), note: one(values, 'note') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/arsip/pemindahan/${made.id}`);
  },
};
