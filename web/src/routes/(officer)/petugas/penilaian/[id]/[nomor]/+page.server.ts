import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { storeFiles } from '../../../parts/store-files.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const KINDS = { berkas: 'file', tautan: 'link', rekaman: 'record' } as const;
export type Tab = keyof typeof KINDS;
const tabOf = (url: URL): Tab => (Object.hasOwn(KINDS, url.searchParams.get('tambah') ?? '') ? (url.searchParams.get('tambah') as Tab) : 'berkas');

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { url, params, locals } = event;
  const tab = tabOf(url);
  const query = url.searchParams.get('cari') ?? '';
  try {
    const one = await locals.api['self-assessment'].getIndicator({ id: params.id, number: params.nomor });
    const records = one.may.add && tab === 'rekaman' ? (await locals.api['self-assessment'].searchRecords({ query: query.slice(0, 100) })).items : [];
    const replaced = one.levels.flatMap(({ evidence }) => evidence).find(({ id }) => id === url.searchParams.get('ganti'));
    return { title: `Indikator ${one.number}`, here: '/petugas/penilaian', one, tab, query, records, replaced, adding: url.searchParams.has('tambah') || replaced !== undefined };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const homeOf = ({ params }: RequestEvent, rest = ''): string => `/petugas/penilaian/${params.id}/${params.nomor}${rest}`;

/** One form of the page: refused, it stands again with what was typed; done, the page is asked anew. */
async function act(event: RequestEvent, what: string, work: (values: Values) => Promise<unknown>, then = ''): Promise<unknown> {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await work(values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, what });
  }
  redirect(303, homeOf(event, then));
}

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const api = event.locals.api['self-assessment'];
    const at = { id: event.params.id, number: event.params.nomor };
    try {
      const { seq } = await api.answer({ ...at, seq: one(values, 'seq'), level: one(values, 'level'), met: many(values, 'met'), asks: one(values, 'asks'), fakta: one(values, 'fakta'), analisis: one(values, 'analisis') });
      if (posted.get('_aksi') === 'siap') await api.markReady({ ...at, seq });
    } catch (thrown) {
      // What was saved before the mark was refused stands in the page that is drawn again, with its new version.
      const failure = asActionFailure(thrown, values);
      if (failure.data.problem.code === 'self-assessment.lacking') delete values['seq'];
      return fail(failure.status, { ...failure.data, what: 'simpan' });
    }
    redirect(303, homeOf(event, posted.get('_aksi') === 'siap' ? '?siap' : '?tersimpan'));
  },
  siap: (event) => act(event, 'simpan', (values) => event.locals.api['self-assessment'].markReady({ id: event.params.id, number: event.params.nomor, seq: one(values, 'seq') }), '?siap'),
  setujui: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const { refused } = await event.locals.api['self-assessment'].approve({ id: event.params.id, items: [{ number: event.params.nomor, seq: one(values, 'seq') }] });
      if (refused[0]) return fail(409, { what: 'periksa', problem: { status: 409, title: 'Belum disetujui', detail: refused[0].message, code: 'self-assessment.not-approved' }, values });
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      return fail(failure.status, { ...failure.data, what: 'periksa' });
    }
    redirect(303, homeOf(event, '?disetujui'));
  },
  kembalikan: (event) => act(event, 'periksa', (values) => event.locals.api['self-assessment'].sendBack({ id: event.params.id, number: event.params.nomor, seq: one(values, 'seq'), reason: one(values, 'reason') }), '?dikembalikan'),
  komentar: (event) => act(event, 'komentar', (values) => event.locals.api['self-assessment'].comment({ id: event.params.id, number: event.params.nomor, text: one(values, 'text') }), '#catatan'),
  jawab: (event) => act(event, 'jawab', (values) => event.locals.api['self-assessment'].reply({ id: event.params.id, question: one(values, 'question'), text: one(values, 'text') }), '#catatan'),
  hapus: (event) => act(event, 'bukti', (values) => event.locals.api['self-assessment'].dropEvidence({ id: event.params.id, evidence: one(values, 'evidence') }), '#bukti'),
  tambah: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const tab = tabOf(event.url);
    try {
      const intent = readIntent(posted);
      if (tab === 'berkas') await storeFiles(event.locals.api, posted, values);
      if (intent.kind === 'file-remove') return { what: 'bukti', values: { ...values, upload: [] } };
      const [level, letter] = one(values, 'place').split('.');
      await event.locals.api['self-assessment'].attachEvidence({
        id: event.params.id, number: event.params.nomor, level: level ?? '', letter: letter || null, kind: KINDS[tab], title: one(values, 'title'), where: one(values, 'where'), documentDate: one(values, 'documentDate') || null, replaces: one(values, 'replaces') || null,
        upload: many(values, 'upload')[0] ?? null, url: one(values, 'url') || null, record: one(values, 'record') ? { module: one(values, 'record').split('|')[0]!, id: one(values, 'record').split('|')[1] ?? '' } : null,
      });
    } catch (thrown) {
      for (const field of (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields ?? []) if (field.path === 'level' || field.path === 'letter') field.path = 'place';
      const failure = asActionFailure(thrown, values);
      return fail(failure.status, { ...failure.data, what: 'bukti' });
    }
    redirect(303, homeOf(event, '#bukti'));
  },
};
