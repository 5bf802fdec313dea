import { asked, type Box, type Look } from './look.ts';

/** Boxes with their counts, and one page of the box that is looked at; without a name it is the first that holds something. */
export async function loadDesk(locals: App.Locals, look: Look) {
  const api = locals.api.complaints;
  const counts = await api.queueCounts({});
  const box = (look.kotak || (counts.boxes.find(({ count }) => count > 0) ?? counts.boxes[0])?.box || 'all') as Box;
  const [queue, saved] = await Promise.all([api.queue({ ...asked(look, box), limit: 25, ...(look.mulai && { cursor: look.mulai }) }), api.listFilters({})]);
  return { counts, box, queue, saved: saved.items };
}
export type DeskData = Awaited<ReturnType<typeof loadDesk>>;
