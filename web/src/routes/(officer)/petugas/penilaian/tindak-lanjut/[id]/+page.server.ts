import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { storeFiles } from '../../../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Tindak lanjut', here: '/petugas/penilaian/tindak-lanjut', row: await event.locals.api['self-assessment'].getFollowUp({ id: event.params.id }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  serahkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const { unitName } = await event.locals.api['self-assessment'].assignFollowUp({ id: event.params.id, seq: one(values, 'seq'), unit: one(values, 'unit'), due: one(values, 'due'), text: one(values, 'text') });
      return { said: `Diserahkan kepada ${unitName}.` };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  lapor: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      await storeFiles(event.locals.api, posted, values);
      const { state } = await event.locals.api['self-assessment'].reportFollowUp({ id: event.params.id, seq: one(values, 'seq'), text: one(values, 'text'), done: one(values, 'done') === 'ya' ? 'true' : 'false', link: one(values, 'link'), uploads: many(values, 'uploads') });
      return { said: state === 'done' ? 'Dilaporkan selesai. Penanggung jawab memeriksa buktinya.' : 'Kemajuan tersimpan.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  kembalikan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api['self-assessment'].returnFollowUp({ id: event.params.id, seq: one(values, 'seq'), text: one(values, 'text') });
      return { said: 'Dikembalikan kepada unit.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
};
