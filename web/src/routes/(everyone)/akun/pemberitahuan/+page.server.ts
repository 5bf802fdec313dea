import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  try {
    return { title: 'Pemberitahuan', preferences: await event.locals.api.notifications.getPreferences({}) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireViewer(event);
    const posted = await event.request.formData();
    const { api } = event.locals;
    try {
      // A box that is not ticked is not sent: what was shown and is missing is a no.
      const shown = await api.notifications.getPreferences({});
      const wanted = new Set(posted.getAll('mau').map(String));
      const choices = shown.kinds.flatMap((kind) =>
        kind.channels.filter((c) => !c.fixed).map((c) => ({ kind: kind.id, channel: c.id, wanted: wanted.has(`${kind.id}:${c.id}`) })),
      );
      await api.notifications.setPreferences({ choices });
      return { saved: true };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
