import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, params, url, request } = event;
  // A message whose session has ended is given back by its action, not lost on the way to the sign-in page.
  if (!locals.viewer && request.method === 'POST') return { title: 'Permohonan', request: null };
  requireViewer(event);
  try {
    const mine = await locals.api.permohonan.getMine({ id: params.id });
    return { title: mine.title, request: mine, sent: url.searchParams.has('terkirim') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** Does one thing with the posted words; a refusal gives them back. */
async function doing(event: RequestEvent, work: (api: Api['permohonan'], text: string) => Promise<string>) {
  const values = readValues(await event.request.formData());
  let address: string;
  try {
    address = await work(event.locals.api.permohonan, one(values, 'pesan') || one(values, 'alasan'));
  } catch (thrown) {
    const fields = (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields;
    for (const field of fields ?? []) field.path = { text: 'pesan', reason: 'alasan' }[field.path] ?? field.path;
    return asActionFailure(thrown, { pesan: one(values, 'pesan'), alasan: one(values, 'alasan') });
  }
  redirect(303, address);
}

const here = ({ params }: RequestEvent) => `/permohonan-saya/${params.id}`;

export const actions: Actions = {
  pesan: (event) => doing(event, async (api, text) => {
    await api.sendMessage({ id: event.params.id, text });
    return `${here(event)}#pesan-pesan`;
  }),
  tarik: (event) => doing(event, async (api, reason) => {
    await api.withdraw({ id: event.params.id, reason });
    return here(event);
  }),
  perbaiki: (event) => doing(event, async (api) => `/ajukan/${(await api.startCorrection({ id: event.params.id })).id}`),
  perpanjang: (event) => doing(event, async (api) => {
    const { layananId } = await api.getMine({ id: event.params.id });
    return `/ajukan/${(await api.startDraft({ layanan: layananId, renewOf: event.params.id })).id}`;
  }),
};
