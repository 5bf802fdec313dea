import { redirect } from '@sveltejs/kit';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  requireViewer(event);
  const cursor = url.searchParams.get('dari')?.slice(0, 100) || undefined;
  const filter = url.searchParams.get('lihat') === 'belum-dibaca' ? ('unread' as const) : ('all' as const);
  try {
    const inbox = await locals.api.notifications.listInbox({ filter, ...(cursor ? { cursor } : {}) });
    return { title: inbox.unread ? `Kotak masuk (${inbox.unread})` : 'Kotak masuk', inbox, filter, cursor, unread: inbox.unread, counts: { '/kotak-masuk': inbox.unread } };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  buka: async (event) => {
    requireViewer(event);
    const id = String((await event.request.formData()).get('id') ?? '');
    let href: string | undefined;
    try {
      ({ href } = await event.locals.api.notifications.markRead({ id }));
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    redirect(303, href ?? '/kotak-masuk');
  },
  baca: async (event) => {
    requireViewer(event);
    const newest = String((await event.request.formData()).get('newest') ?? '');
    try {
      return await event.locals.api.notifications.markAllRead(newest ? { newest } : {});
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
