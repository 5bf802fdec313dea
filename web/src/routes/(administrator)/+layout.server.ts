import { requireOfficer } from '#lib/server/guard.ts';
import type { LayoutServerLoad } from './$types';

/** What the frame shows beside the way to the inbox. */
export const load: LayoutServerLoad = async (event) => {
  requireOfficer(event);
  return event.locals.api.notifications.countUnread({});
};
