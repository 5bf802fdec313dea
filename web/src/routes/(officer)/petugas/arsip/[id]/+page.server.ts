import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { today } from '#lib/format.ts';
import { refusedFiles, storeFiles } from '../../surat/parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const folder = await event.locals.api.archive.getFolder({ id: event.params.id });
    return { title: folder.title, folder, today: today(event.locals.installation), done: event.url.searchParams.get('selesai')?.slice(0, 20) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Archive = App.Locals['api']['archive'];
type Run = (archive: Archive, id: string, values: Values) => Promise<unknown>;
/** One form, one verb, then the folder again with what was done. */
const action = (done: string, run: Run) => async (event: Parameters<NonNullable<Actions['default']>>[0]) => {
  requireOfficer(event);
  const values: Values = { ...readValues(await event.request.formData()), _: done };
  try {
    await run(event.locals.api.archive, event.params.id!, values);
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, `/petugas/arsip/${event.params.id}?selesai=${done}`);
};

export const actions: Actions = {
  isi: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values: Values = { ...readValues(posted), _: 'isi' };
    try {
      const problems = await storeFiles(event.locals.api, posted, values, 'file');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { values: { ...values, file: many(values, 'file').filter((id) => id !== intent.id) } };
      const file = one(values, 'file');
      await event.locals.api.archive.addItem({
        id: event.params.id, kind: 'paper', title: one(values, 'title'), number: one(values, 'number'), party: one(values, 'party'), copy: (one(values, 'copy') || 'asli') as 'asli', amount: one(values, 'amount'), note: one(values, 'note'), ...(one(values, 'day') && { day: one(values, 'day') }), ...(file && { file }),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/arsip/${event.params.id}?selesai=isi`);
  },
  keluarkan: action('keluarkan', (archive, id, values) => archive.removeItem({ id, item: one(values, 'item'), reason: one(values, 'reason') })),
  ubah: action('ubah', (archive, id, values) => archive.changeFolder({ id, version: one(values, 'version'), title: one(values, 'title'), location: one(values, 'location') })),
  tutup: action('tutup', (archive, id, values) => archive.closeFolder({ id, version: one(values, 'version'), ...(one(values, 'day') && { day: one(values, 'day') }) })),
  pinjam: action('pinjam', (archive, id, values) => archive.lend({ id, borrower: one(values, 'borrower'), borrowerUnit: one(values, 'borrowerUnit'), purpose: one(values, 'purpose'), dueOn: one(values, 'dueOn') })),
  kembali: action('kembali', (archive, _id, values) => archive.giveBack({ id: one(values, 'loan'), note: one(values, 'note') })),
  tahan: action('tahan', (archive, id, values) => archive.hold({ id, kind: (one(values, 'kind') || 'lainnya') as 'lainnya', reason: one(values, 'reason') })),
  lepas: action('lepas', (archive, _id, values) => archive.release({ id: one(values, 'hold'), reason: one(values, 'reason') })),
  nasib: action('nasib', (archive, id, values) => archive.decideFate({ id, version: one(values, 'version'), fate: (one(values, 'fate') || 'permanen') as 'permanen', years: one(values, 'years') || '0', number: one(values, 'number'), day: one(values, 'day'), words: one(values, 'words') })),
};
