import { readValues, one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import { storeFiles } from '../../../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Naskah penilaian', here: '/petugas/penilaian', page: await event.locals.api['self-assessment'].getPapers({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  tandatangani: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const { papers } = await event.locals.api['self-assessment'].signPapers({ id: event.params.id, consents: one(values, 'persetujuan'), note: one(values, 'catatan'), ...secretFrom(values) } as never);
      return { papers };
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
  },
  verifikasi: (event) => {
    requireOfficer(event);
    return verifyAndRepeat(event, ['tandatangani']);
  },
  /** The scan of a paper signed in ink. */
  pindaian: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      await storeFiles(event.locals.api, posted, values);
      await event.locals.api.issuance.uploadScan({ id: one(values, 'dokumen'), uploadId: one(values, 'pindaian') });
      return { scanned: true as const };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
