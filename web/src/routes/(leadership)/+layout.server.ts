import { requireOfficer } from '#lib/server/guard.ts';
import { homeOf } from '#lib/server/session.ts';
import type { LayoutServerLoad } from './$types';

/** What the frame shows beside the way to the inbox, and whether the reader leads: others come here for one page and keep their rail. */
export const load: LayoutServerLoad = async (event) => {
  requireOfficer(event);
  return { ...(await event.locals.api.notifications.countUnread({})), leads: homeOf(event.locals.viewer) === '/pimpinan' };
};
