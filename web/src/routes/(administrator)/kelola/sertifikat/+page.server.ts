import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { orSecondFactor } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    return { title: 'Sertifikat penanda tangan', ...(await locals.api.issuance.listCertificates({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  cabut: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const from = one(values, 'from');
      return { done: await event.locals.api.issuance.revokeCertificate({ person: one(values, 'person'), reason: one(values, 'reason'), ...(from ? { from } : {}) }) };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  izinkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { done: await event.locals.api.issuance.allowCertificate({ person: one(values, 'person'), reason: one(values, 'reason') }) };
    } catch (thrown) {
      orSecondFactor(thrown, '/kelola/sertifikat');
      return asActionFailure(thrown, values);
    }
  },
};
