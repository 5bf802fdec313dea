import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import { today } from '#lib/format.ts';
import type { DisposalAction } from '../../../../../../../../server/modules/archive/contract.ts';
import { storeFiles } from '../../../surat/parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { archive } = event.locals.api;
  try {
    const disposal = await archive.getDisposal({ id: event.params.id });
    const people = disposal.actions.includes('name') ? (await archive.listPeople({})).items : [];
    return { title: disposal.title, disposal, people, today: today(event.locals.installation), done: event.url.searchParams.get('selesai')?.slice(0, 20) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** What a form of the page means; undefined for one that it does not have. */
function actionOf(kind: string, values: Values): DisposalAction | undefined {
  const reason = one(values, 'reason');
  switch (kind) {
    case 'opine':
      return { kind, agrees: one(values, 'agrees') === 'ya', without: many(values, 'without'), words: one(values, 'words') };
    case 'name':
      return { kind, executor: one(values, 'executor'), witness: one(values, 'witness') };
    case 'take-out':
      return { kind, folder: one(values, 'folder'), reason };
    case 'anri':
      return { kind, number: one(values, 'number'), day: one(values, 'day') };
    case 'reject':
    case 'cancel':
      return { kind, reason };
    case 'execute':
      return { kind, way: one(values, 'way') };
    case 'approve':
    case 'witness':
      return { kind };
    default:
      return undefined;
  }
}

export const actions: Actions = {
  langkah: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const action = actionOf(one(values, 'kind'), values);
    if (!action) return asActionFailure({ problem: { status: 400, title: 'Tidak dapat dibaca', detail: 'Muat ulang halaman, lalu coba lagi.', code: 'request.unreadable' } }, values);
    try {
      await event.locals.api.archive.actOnDisposal({ id: event.params.id, seq: one(values, 'seq'), action });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/arsip/pemusnahan/${event.params.id}?selesai=${action.kind}`);
  },
  tandatangani: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const { sentence } = await event.locals.api.archive.signDisposal({ id: event.params.id, ...secretFrom(values) });
      return { sentence };
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
  },
  verifikasi: (event) => {
    requireOfficer(event);
    return verifyAndRepeat(event, ['tandatangani']);
  },
  /** The scan of a berita acara signed in ink. */
  pindaian: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      await storeFiles(event.locals.api, posted, values, 'pindaian');
      await event.locals.api.issuance.uploadScan({ id: one(values, 'dokumen'), uploadId: one(values, 'pindaian') });
      return { sentence: '' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
