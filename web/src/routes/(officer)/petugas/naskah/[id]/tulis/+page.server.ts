import { fail, isRedirect, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { readProse } from '#lib/editor/read-prose.ts';
import { codesNear } from '#lib/server/codes.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { refusedFiles, storeFiles } from '../../../surat/parts/store-files.ts';
import { placeFrom } from '../../parts/place.ts';
import { contentFrom } from '../../parts/content.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { outgoing } = event.locals.api;
  const { id } = event.params;
  try {
    const [draft, posts, initialers, signers, institutions] = await Promise.all([
      outgoing.getDraft({ id }), outgoing.listPosts({ for: 'addressee' }), outgoing.listPosts({ for: 'initial' }), outgoing.listPosts({ for: 'sign' }), outgoing.listInstitutions({}),
    ]);
    return { title: `Tulis ${draft.type.title.toLowerCase()}`, id, draft, posts: posts.items, initialers: initialers.items, signers: signers.items, institutions: institutions.items, ...(await codesNear(event, draft.content.classification)), done: event.url.searchParams.get('selesai')?.slice(0, 12) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** Stores the whole form; the body is what the editor, or the plain field, posted. */
async function save(event: RequestEvent, posted: FormData) {
  const { outgoing } = event.locals.api;
  const values = readValues(posted);
  const problems = await storeFiles(event.locals.api, posted, values, 'files');
  if (problems.length > 0) return { failure: fail(422, { problem: refusedFiles(problems), values }) };
  const draft = await outgoing.getDraft({ id: event.params.id });
  // The editor saved in between as the same person; another one's words are never written over.
  if (String(draft.seq) !== one(values, 'seq') && draft.savedBy !== event.locals.viewer?.name) return { failure: fail(409, { problem: { status: 409, title: 'Bertabrakan', detail: `Konsep ini sudah disimpan ${draft.savedBy} ${draft.savedText}. Tulisan Anda masih ada di halaman ini; buka tersimpannya di tab lain, lalu simpan lagi.`, code: 'outgoing.draft-conflict' }, values: { ...values, seq: String(draft.seq) } }) };
  const writes = draft.type.needsBody && !draft.finished;
  const body = writes ? readProse(posted, 'isi', draft.content.body) : undefined;
  if (body?.error !== undefined) return { failure: fail(422, { problem: { status: 422, title: 'Isian belum benar', detail: 'Periksa isi naskah.', code: 'request.invalid', fields: [{ path: 'body', message: body.error }] }, values, plain: body.plain }) };
  const content = { ...contentFrom(values, draft.content, draft.type), ...(body ? { body: body.value } : {}) };
  const intent = readIntent(posted);
  if (intent.kind === 'file-remove') content.files = many(values, 'files').filter((file) => file !== intent.id);
  try {
    await outgoing.saveDraft({ id: event.params.id, seq: draft.seq, content: content as never });
  } catch (thrown) {
    return { failure: asActionFailure(thrown, values) };
  }
  return { values };
}

/** The form is stored first, so that nothing typed is lost; then the file or place is looked at. */
interface Given {
  event: RequestEvent;
  posted: FormData;
  values: Values;
}
const withForm = <T>(work: (given: Given) => Promise<T>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const posted = await event.request.formData();
  const { failure, values } = await save(event, posted).catch((thrown: unknown) => asPageError(thrown));
  if (failure) return failure;
  try {
    return await work({ event, posted, values: values! });
  } catch (thrown) {
    if (isRedirect(thrown)) throw thrown;
    return asActionFailure(thrown, values!);
  }
};
const missingFile = (path: string, message: string, values: Values) => fail(422, { problem: { status: 422, title: 'Berkas belum dipilih', detail: 'Pilih berkasnya, lalu unggah.', code: 'request.invalid', fields: [{ path, message }] }, values });

/** A file that was chosen counts, whichever button was pressed; undefined where none was. */
async function takeChosen({ event, posted, values }: Given, wanted?: 'word' | 'pdf') {
  const { outgoing } = event.locals.api;
  const { id } = event.params;
  const word = posted.get('word');
  if (wanted !== 'pdf' && word instanceof File && word.size > 0) {
    const { seq } = await outgoing.getDraft({ id });
    const { warnings } = await outgoing.takeWord({ id, seq, bytes: new Uint8Array(await word.arrayBuffer()), replace: one(values, 'ganti') === 'ya' });
    return { warnings, took: 'word' as const };
  }
  if (wanted === 'word' || readIntent(posted).kind === 'file-remove') return undefined;
  const problems = await storeFiles(event.locals.api, posted, values, 'finished');
  if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
  const upload = many(values, 'finished').filter(Boolean).at(-1);
  if (!upload) return undefined;
  const { seq } = await outgoing.getDraft({ id });
  const { warnings } = await outgoing.takePdf({ id, seq, upload });
  return { warnings, took: 'pdf' as const };
}

export const actions: Actions = {
  simpan: withForm(async (given) => (await takeChosen(given)) ?? redirect(303, `/petugas/naskah/${given.event.params.id}/tulis?selesai=simpan`)),
  word: withForm(async (given) => (await takeChosen(given, 'word')) ?? missingFile('word', 'Pilih berkas .docx.', given.values)),
  pdf: withForm(async (given) => (await takeChosen(given, 'pdf')) ?? missingFile('finished', 'Pilih berkas PDF.', given.values)),
  tempat: withForm(async ({ event, values }) => {
    const { outgoing } = event.locals.api;
    const { seq, content, finished } = await outgoing.getDraft({ id: event.params.id });
    if (!content.finished || !finished) return missingFile('finished', 'Pilih berkas PDF.', values);
    const gone = one(values, 'buang_tempat');
    const before = finished.places.map(({ title: _, where: _w, ...place }) => place);
    let places = before.filter((_, nth) => String(nth) !== gone);
    if (gone === '') {
      const { place, fields } = placeFrom(values);
      if (!place) return fail(422, { problem: { status: 422, title: 'Isian belum benar', detail: 'Periksa tempatnya.', code: 'request.invalid', fields }, values });
      places = [...before, place];
    }
    await outgoing.saveDraft({ id: event.params.id, seq, content: { ...content, finished: { file: content.finished.file, places } } as never });
    redirect(303, `/petugas/naskah/${event.params.id}/tulis?selesai=simpan#berkas-jadi`);
  }),
  lepas: withForm(async ({ event }) => {
    const { outgoing } = event.locals.api;
    const { seq, content } = await outgoing.getDraft({ id: event.params.id });
    const { finished: _, ...rest } = content;
    await outgoing.saveDraft({ id: event.params.id, seq, content: rest as never });
    redirect(303, `/petugas/naskah/${event.params.id}/tulis?selesai=simpan`);
  }),
  ajukan: withForm(async (given) => {
    const { event, values } = given;
    // What a file became is looked at before it is handed on.
    const taken = await takeChosen(given);
    if (taken) return taken;
    const { outgoing } = event.locals.api;
    const { seq } = await outgoing.getLetter({ id: event.params.id });
    await outgoing.act({ id: event.params.id, seq, action: { kind: 'submit', note: one(values, 'note') } });
    redirect(303, `/petugas/naskah/${event.params.id}?selesai=submit`);
  }),
};
