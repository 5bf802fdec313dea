import { error, fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { atInputs, dispositionFrom } from '../../parts/read-action.ts';
import { refusedFiles, storeFiles } from '../../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

/** How a disposition comes about: sent by its leader, prepared by an assistant, or written down after it was given. */
const WAYS = { kirim: 'dispose', siapkan: 'prepare', catat: 'record' } as const;
const wayOf = (url: URL): keyof typeof WAYS => {
  const word = url.searchParams.get('cara') ?? '';
  return Object.hasOwn(WAYS, word) ? (word as keyof typeof WAYS) : 'kirim';
};

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { letters } = event.locals.api;
  const [id, branch, query] = [event.params.id, event.url.searchParams.get('bagian')?.slice(0, 36) ?? '', event.url.searchParams.get('cari')?.trim().slice(0, 100) ?? ''];
  try {
    const letter = await letters.getLetter({ id });
    const at = letter.branches.find((one) => one.id === branch) ?? letter.branches.findLast((one) => one.mine);
    if (!at) error(404, 'Bagian disposisi itu tidak ada. Kembali ke suratnya.');
    const way = wayOf(event.url);
    const choices = await letters.listRecipients({ id, branch: at.id, query });
    return { title: 'Disposisi', letter, branch: at, way, query, choices, today: today(event.locals.installation), leadAtWork: letter.branches.some((one) => one.parent === at.id && one.role === 'lead' && ['baru', 'dibaca', 'diproses'].includes(one.state)) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const { api } = event.locals;
    const posted = await event.request.formData();
    const values = readValues(posted);
    const kind = WAYS[wayOf(event.url)];
    try {
      const problems = await storeFiles(api, posted, values, 'files');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { values: { ...values, files: many(values, 'files').filter((file) => file !== intent.id) } };
      const body = dispositionFrom(values);
      const [photo] = many(values, 'files');
      const action = kind === 'record' ? { ...body, kind, source: (one(values, 'source') || 'oral') as 'oral' | 'paper', given: one(values, 'given'), ...(photo && { photo }) } : { ...body, kind };
      await api.letters.act({ id: event.params.id, seq: one(values, 'seq'), branch: one(values, 'branch'), action });
    } catch (thrown) {
      return asActionFailure(atInputs(thrown), values);
    }
    redirect(303, `/petugas/surat/${event.params.id}?selesai=${kind}`);
  },
};
