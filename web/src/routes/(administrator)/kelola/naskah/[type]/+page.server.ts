import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { bodyOf, valuesOf } from './type-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  try {
    const [managed, codes] = await Promise.all([locals.api['letter-types'].getManaged({ id: params.type }), locals.api.letters.listClassification({})]);
    const body = managed.draft?.body ?? managed.current;
    return { title: managed.current.title, here: '/kelola/naskah', managed, values: valuesOf(body), codes: codes.items.map(({ code, title }) => ({ id: code, label: `${code} ${title}` })), said: url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** A kind that was only a draft goes with it: back to the list. */
const isGone = (answer: unknown) => typeof answer === 'object' && answer !== null && 'gone' in answer && answer.gone === true;

async function act(event: RequestEvent, step: string, work: (values: Values, id: string) => Promise<unknown>) {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  let answer: unknown;
  try {
    answer = await work(values, event.params.type);
    if (typeof answer === 'string') return fail(422, { step, values, problem: { title: 'Kerangka isi belum dapat disimpan.', status: 422, code: 'letter-types.invalid', fields: [{ path: 'skeleton', message: answer }] } });
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, step });
  }
  redirect(303, isGone(answer) ? '/kelola/naskah?sudah=buang' : `${event.url.pathname}?sudah=${step}`);
}

export const actions: Actions = {
  simpan: (event) => act(event, 'simpan', async (values, id) => {
    const api = event.locals.api['letter-types'];
    const { current, draft } = await api.getManaged({ id });
    const read = bodyOf(values, draft?.body ?? current);
    if ('message' in read) return read.message;
    return api.saveDraft({ ...(read.body as unknown as Parameters<typeof api.saveDraft>[0]), id, version: one(values, 'version') });
  }),
  buang: (event) => act(event, 'buang', (values, id) => event.locals.api['letter-types'].discardDraft({ id, version: one(values, 'version') })),
  terbitkan: (event) => act(event, 'terbitkan', (values, id) => event.locals.api['letter-types'].publishType({ id, version: one(values, 'version'), from: one(values, 'from'), note: one(values, 'note'), evenSo: one(values, 'evenSo') === 'ya' })),
  akhiri: (event) => act(event, 'akhiri', (values, id) => event.locals.api['letter-types'].endType({ id, lastDay: one(values, 'lastDay'), note: one(values, 'note') })),
};
