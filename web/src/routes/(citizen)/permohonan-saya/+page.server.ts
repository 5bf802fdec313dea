import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  requireViewer(event);
  const cursor = url.searchParams.get('dari')?.slice(0, 200) || undefined;
  try {
    const [drafts, requests] = await Promise.all([locals.api.permohonan.listDrafts({}), locals.api.permohonan.listMine({ cursor })]);
    return { title: 'Permohonan saya', drafts: cursor ? [] : drafts.items, items: requests.items, next: requests.nextCursor, cursor, saved: url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  buang: async (event) => {
    requireViewer(event);
    const id = String((await event.request.formData()).get('id') ?? '');
    try {
      await event.locals.api.permohonan.discardDraft({ id });
      return { discarded: true };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
