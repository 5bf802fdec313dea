import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { atInputs, smallAction } from '../parts/read-action.ts';
import { refusedFiles, storeFiles } from '../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { letters } = event.locals.api;
  const { id } = event.params;
  try {
    let letter = await letters.getLetter({ id });
    // Looking at it is reading it: its giver sees since when.
    const unread = letter.branches.find((branch) => branch.actions.includes('open'));
    if (unread) {
      await letters.act({ id, seq: letter.seq, branch: unread.id, action: { kind: 'open' } }).catch(notTwice);
      letter = await letters.getLetter({ id });
    }
    const mine = letter.branches.findLast((branch) => branch.mine && branch.actions.length > 0);
    const directs = letter.branches.findLast((branch) => branch.actions.includes('direct'));
    // Where it lies in the archive, for who keeps folders.
    const filed = hat.permissions.includes('archive.read') ? await event.locals.api.archive.whereIs({ kind: 'in', ref: id }) : undefined;
    const addressees = directs ? (await letters.listAddressees({})).items : [];
    return { title: letter.masked ? `Agenda ${letter.agenda}` : letter.subject, letter, mine, directs: directs?.id, addressees, filed, back: hat.permissions.includes('letters.mandate') ? '/pimpinan/surat' : '/petugas/surat', done: event.url.searchParams.get('selesai')?.slice(0, 20) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
/** Somebody else of the same post was there a moment before. */
function notTwice(thrown: unknown): void {
  const code = (thrown as { problem?: { code?: string } }).problem?.code;
  if (code !== 'letters.changed' && code !== 'letters.not-now') throw thrown;
}

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const { api } = event.locals;
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      const problems = await storeFiles(api, posted, values, 'files');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { values: { ...values, files: many(values, 'files').filter((id) => id !== intent.id) } };
      const action = smallAction(one(values, 'kind'), values);
      if (!action) return fail(400, { problem: { status: 400, title: 'Tidak dapat dibaca', detail: 'Muat ulang halaman, lalu coba lagi.', code: 'request.unreadable' }, values });
      await api.letters.act({ id: event.params.id, seq: one(values, 'seq'), branch: one(values, 'branch'), action });
    } catch (thrown) {
      return asActionFailure(atInputs(thrown), values);
    }
    redirect(303, `/petugas/surat/${event.params.id}?selesai=${encodeURIComponent(one(values, 'kind'))}`);
  },
};
