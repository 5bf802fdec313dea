import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import { storeFiles } from '../../../parts/store-files.ts';
import { inputOf, readAction, sayWhatToChoose } from '../../parts/action-forms.ts';
import { loadDesk } from '../../parts/load-desk.ts';
import { caseHref, readLook } from '../../parts/look.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

// Chapters: what the page knows · acting · notes, identity, WhatsApp

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { locals, params, url } = event;
  const look = readLook(url);
  const api = locals.api.complaints;
  try {
    const [laporan, desk] = await Promise.all([api.getCase({ id: params.id }), loadDesk(locals, look)]);
    const tindakan = url.searchParams.get('tindakan') ?? '';
    // Only a form that is open needs the lists that it chooses from; a refused one stands again.
    const asks = tindakan !== '' || event.request.method === 'POST';
    const [units, categories, templates] = asks ? await Promise.all([api.listUnits({}), api.listCategories({}), api.listTemplates({ ...(laporan.category && { category: laporan.category.code }) })]) : [{ items: [], institutions: [] }, { items: [] }, { items: [] }];
    const forward = tindakan === 'forward-outside' ? laporan.road?.forward : undefined;
    const letter = forward ? (await api.draftLetter({ id: params.id, party: forward.party, name: forward.name })).text : '';
    const at = desk.queue.items.findIndex((row) => row.id === params.id);
    const next = desk.queue.items.find((row, index) => index > at && row.id !== params.id);
    return {
      title: laporan.title || laporan.number, here: '/petugas/pengaduan', laporan, desk, look, tindakan, sudah: url.searchParams.get('sudah') ?? '', units, categories: categories.items.filter(({ active }) => active), templates: templates.items, letter,
      next: next && { title: next.title || next.number, href: caseHref(next.id, look) }, coordinates: hat.permissions.includes('complaints.coordinate'),
    };
  } catch (thrown) {
    // Misconduct opens with the key of the Inspektorat; afterwards one is back here.
    if (codeOf(thrown) === 'complaints.key-locked') redirect(303, `/petugas/pengaduan/kunci?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
    asPageError(thrown);
  }
};
const codeOf = (thrown: unknown): string | undefined => (thrown as { problem?: Problem } | null)?.problem?.code;

const after = ({ params, url }: RequestEvent, sudah: string): never => {
  const href = caseHref(params.id, readLook(url));
  redirect(303, `${href}${href.includes('?') ? '&' : '?'}sudah=${sudah}`);
};

/**
 * A refusal as the answer of the form; `what` says which form of the page it belongs to. When the key of the Inspektorat
 * closed meanwhile, the browser posts the same form to the page that opens it, which posts it back here: nothing typed is
 * lost, and none of it lies anywhere in clear.
 */
function refused({ url }: RequestEvent, what: string, thrown: unknown, values: Values, place = (path: string) => path) {
  if (codeOf(thrown) === 'complaints.key-locked') redirect(307, `/petugas/pengaduan/kunci?/tahan&lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  const fields = (thrown as { problem?: Problem } | null)?.problem?.fields;
  for (const field of fields ?? []) field.path = place(field.path);
  sayWhatToChoose(fields, values);
  const failure = asActionFailure(thrown, values);
  return fail(failure.status, { ...failure.data, what });
}

export const actions: Actions = {
  /** One action of the table; the number of the last action seen (`seq`) keeps two officers apart. */
  tindakan: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const api = event.locals.api;
    const kind = one(values, 'kind');
    try {
      await storeFiles(api, posted, values, (file) => api.complaints.storePhoto(file));
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { what: 'tindakan', values: { ...values, [intent.path]: many(values, intent.path).filter((id) => id !== intent.id) } };
      if (intent.kind === 'named' && intent.name === 'templat') return { what: 'tindakan', values: await withTemplate(api, values, kind) };
      if (intent.kind === 'named' && intent.name === 'tutup') return { what: 'tindakan', values: { ...values, text: (await api.complaints.coverText({ text: one(values, 'text') })).text } };
      if (intent.kind === 'named' && intent.name === 'surat') {
        const { text } = await api.complaints.draftLetter({ id: event.params.id, party: one(values, 'party'), name: one(values, 'name') });
        return { what: 'tindakan', values: { ...values, letter: text } };
      }
      await api.complaints.act({ id: event.params.id, seq: one(values, 'seq'), action: readAction(values) as Parameters<typeof api.complaints.act>[0]['action'] });
    } catch (thrown) {
      return refused(event, 'tindakan', thrown, values, inputOf);
    }
    return after(event, kind === 'draft-answer' && one(values, 'publish') ? 'publish-answer' : kind);
  },

  /** A note among officers. */
  catatan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.addNote({ id: event.params.id, text: one(values, 'catatan') });
    } catch (thrown) {
      return refused(event, 'catatan', thrown, values, () => 'catatan');
    }
    return after(event, 'catatan');
  },

  /** Shows who reported, once and on this page; it is in the audit trail. */
  buka: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { what: 'buka', values, reporter: await event.locals.api.complaints.revealReporter({ id: event.params.id, purpose: one(values, 'keperluan') }) };
    } catch (thrown) {
      return refused(event, 'buka', thrown, values, () => 'keperluan');
    }
  },

  /** Prepares the sentence; the officer sends it from their own device. */
  whatsapp: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { what: 'whatsapp', values, whatsapp: await event.locals.api.complaints.whatsapp({ id: event.params.id, about: one(values, 'about') as 'receipt' }) };
    } catch (thrown) {
      return refused(event, 'whatsapp', thrown, values);
    }
  },
};

/** The text of a template goes where its words belong; what stood there is kept below it. */
async function withTemplate(api: Api, values: Values, kind: string): Promise<Values> {
  const { items } = await api.complaints.listTemplates({});
  const template = items.find(({ id }) => id === one(values, 'templat'));
  if (!template) return values;
  const name = kind === 'hold' ? 'question' : 'text';
  const before = one(values, name).trim();
  const filled: Values = { ...values, [name]: before ? `${template.text}\n\n${before}` : template.text };
  return kind === 'draft-answer' ? { ...filled, outcome: template.outcome } : filled;
}
