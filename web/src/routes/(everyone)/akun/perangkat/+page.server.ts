import { one, readValues } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  try {
    return { title: 'Perangkat yang sedang masuk', items: (await event.locals.api.identity.listSessions({})).items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  satu: async (event) => {
    requireViewer(event);
    try {
      await event.locals.api.identity.revokeSession({ id: one(readValues(await event.request.formData()), 'id') });
      return { ended: 1 };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
  semua: async (event) => {
    requireViewer(event);
    try {
      return { ended: (await event.locals.api.identity.revokeOtherSessions({})).count };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
