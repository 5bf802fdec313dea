import { requireViewer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  const before = event.url.searchParams.get('sebelum') || undefined;
  try {
    const { items, next } = await event.locals.api.identity.listAccess(before ? { before } : {});
    return { title: 'Siapa yang membuka data saya', items, next, before };
  } catch (thrown) {
    asPageError(thrown);
  }
};
