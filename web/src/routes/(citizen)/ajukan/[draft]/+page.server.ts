import { fail, redirect } from '@sveltejs/kit';
import { mergePage, parseFormPost } from '../../../../../../server/engines/forms/form-post.ts';
import { today } from '#lib/format.ts';
import { readIntent, withoutRow, withRow } from '#lib/forms/intent.ts';
import { one, readValues, rowCount } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { withMapIntent } from '#lib/server/map.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { FormPage, Values } from '#lib/forms/types.ts';
import type { Problem } from '#lib/types.ts';
import { labelsOf, pageAddress, pageOf, pageToShow, shownPages, withCleared, type Draft } from './draft.ts';
import { formStateOf, stateFromPost, valuesOf } from './form-state.ts';
import { searchRegion } from './search-region.ts';
import { storePostedFiles } from './store-files.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

// Chapters: what the page knows · what a post does · an ended session

export const load: PageServerLoad = async (event) => {
  const { locals, params, url, request } = event;
  // A post whose session has ended is answered by its action, with everything that was typed.
  if (!locals.viewer && request.method === 'POST') return { title: 'Isian Anda', open: null };
  requireViewer(event);
  try {
    const draft = await locals.api.permohonan.getDraft({ id: params.draft });
    const pageId = pageToShow(draft, url.searchParams.get('halaman'));
    // The address names the page, so that a button that leads to a place on it posts to the same page.
    if (request.method === 'GET' && url.searchParams.get('halaman') !== pageId) redirect(303, pageAddress(draft, pageId));
    const page = draft.form.pages.find(({ id }) => id === pageId)!;
    const mine = ({ path }: { path: string }) => pageOf(draft, path) === pageId;
    return {
      title: draft.layananName,
      open: {
        draft: {
          id: draft.id, layanan: draft.layanan, layananName: draft.layananName, kind: draft.kind, requestId: draft.requestId,
          onBehalf: draft.onBehalf, general: draft.general, owner: locals.viewer!.accountId,
        },
        pages: shownPages(draft).map(({ id, title, complete }) => ({ id, title, complete, remarks: draft.remarks.filter(({ path }) => pageOf(draft, path) === id).length })),
        page,
        state: formStateOf(draft, page, today(locals.installation), locals.installation.region),
        remarks: draft.remarks.filter(mine),
        problems: url.searchParams.has('periksa') ? draft.problems.filter(mine) : [],
        labels: labelsOf(draft.form),
      },
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, request } = event;
    const posted = await request.formData();
    if (!locals.viewer) return sessionEnded(event, posted);
    try {
      return await answer(event, posted);
    } catch (thrown) {
      return asActionFailure(thrown, readValues(posted));
    }
  },
};

async function answer({ locals: { api, installation }, params, url }: RequestEvent, posted: FormData) {
  const draft = await api.permohonan.getDraft({ id: params.draft });
  const page = pageOfPost(draft, url);
  const intent = readIntent(posted);
  if (intent.kind === 'file-remove') takeOut(posted, intent.path, intent.id);
  const refusedFiles = await storePostedFiles(api, page, posted);

  let values = readValues(posted);
  if (intent.kind === 'row-remove') values = withoutRow(values, intent.path, intent.index);
  if (intent.kind === 'map' || intent.kind === 'map-press') values = await withMapIntent({ api, region: installation.region }, values, intent);
  const before = draft.shown.join();
  const { problems, savedAt } = await api.permohonan.saveDraft({ id: draft.id, page: page.id, answers: withCleared(page, mergePage(draft.form, page.id, draft.answers, parseFormPost(draft.form, entriesOf(values)))) });
  const saved = await api.permohonan.getDraft({ id: draft.id });

  if (intent.kind === 'row-add') return { savedAt, values: withRow(valuesOf(saved), intent.path, rowCount(valuesOf(saved), intent.path)) };
  if (intent.kind === 'region-search') return { savedAt, values, matches: { [intent.path]: await searchRegion(api, page, intent.path, one(values, `${intent.path}.cari`), installation.region) } };
  if (intent.kind === 'map' || intent.kind === 'map-press') return { savedAt, values };
  if (intent.kind !== 'named') return { savedAt };

  const here = problems.filter(({ path }) => pageOf(draft, path) === page.id && !refusedFiles.some((file) => file.path === path));
  if (intent.name === 'otomatis') return { savedAt, changed: before !== saved.shown.join() || hasComputed(page), problems: here.length };
  const wrong = [...refusedFiles, ...(intent.name === 'lanjut' ? here : [])];
  if (wrong.length) return fail(422, { problem: { status: 422, title: 'Isian belum benar', detail: 'Perbaiki yang ditandai, lalu lanjut.', code: 'request.invalid', fields: wrong } satisfies Problem });
  redirect(303, nextAddress(saved, page.id, String(posted.get('_aksi') ?? '')));
}

/** `lanjut` goes to the next page or the review, `simpan` leaves, `ke:<page>` goes where the person pointed. */
function nextAddress(draft: Draft, page: string, asked: string): string {
  if (asked === 'simpan') return '/permohonan-saya?tersimpan';
  const shown = shownPages(draft).map(({ id }) => id);
  if (asked.startsWith('ke:') && shown.includes(asked.slice(3))) return pageAddress(draft, asked.slice(3));
  const next = shown[shown.indexOf(page) + 1];
  return next && asked !== 'ke:periksa' ? pageAddress(draft, next) : `/ajukan/${draft.id}/periksa`;
}

const hasComputed = (page: FormPage): boolean => page.fields.some((field) => field.type === 'computed' || (field.type === 'group' && field.fields.some(({ type }) => type === 'computed')));

const pageOfPost = (draft: Draft, url: URL): FormPage => {
  const id = pageToShow(draft, url.searchParams.get('halaman'));
  return draft.form.pages.find((page) => page.id === id)!;
};

function takeOut(posted: FormData, path: string, id: string): void {
  const kept = posted.getAll(path).filter((value) => value !== id);
  posted.delete(path);
  for (const value of kept) posted.append(path, value);
}

const entriesOf = (values: Values) => Object.entries(values).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const));

/** The form again, drawn from its public definition, with all that was typed: the person signs in beside it and sends it once more. */
async function sessionEnded({ locals, url }: RequestEvent, posted: FormData) {
  const problem: Problem = { status: 401, title: 'Sesi Anda berakhir', detail: 'Masuk lagi, lalu kirim ulang.', code: 'request.not-signed-in' };
  const values = readValues(posted);
  try {
    const id = String(posted.get('_layanan') ?? '');
    const { form } = await locals.api.layanan.getForm({ id });
    const page = form.pages.find((one) => one.id === url.searchParams.get('halaman')) ?? form.pages[0]!;
    return fail(401, { problem, values, page, layanan: id, state: await stateFromPost(locals.api.wilayah, page, values), files: posted.entries().some(([, value]) => typeof value !== 'string' && value.size > 0) });
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
}
