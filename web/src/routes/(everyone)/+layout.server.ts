import { requireViewer } from '#lib/server/guard.ts';
import { homeOf } from '#lib/server/session.ts';
import type { LayoutServerLoad } from './$types';

/** Pages that everybody has, in the frame in which this viewer works. */
export const load: LayoutServerLoad = (event) => {
  requireViewer(event);
  return { home: homeOf(event.locals.viewer) };
};
