import { redirect } from '@sveltejs/kit';
import { requireViewer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { RequestHandler } from './$types';

/** After the second factor: puts on the hat that was chosen before it. A hat of one's own, so an address may do it. */
export const GET: RequestHandler = async (event) => {
  requireViewer(event);
  try {
    await event.locals.api.identity.chooseHat({ holdingId: event.url.searchParams.get('jabatan') ?? '' });
  } catch (thrown) {
    asPageError(thrown);
  }
  redirect(303, '/beranda');
};
