import { boundsAround, readView, viewOf } from '../../../../../../../server/engines/map/view.ts';
import { gathered } from '../../../../../../../server/engines/map/marks.ts';
import { mapCore, mapSize } from '#lib/forms/map.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const over = event.url.searchParams.get('berakhir') === 'ya';
  try {
    const { items, ...rest } = await event.locals.api.attendance.listPlaces({ over: over ? 'show' : 'hide' });
    const marks = items.flatMap((one) => (one.latitude === null || one.longitude === null || one.state === 'over' ? [] : [{ lat: one.latitude, lng: one.longitude, count: 1, label: one.name, href: `/kelola/kehadiran/tempat/${one.id}`, tone: one.kind === 'roll-call' ? ('soon' as const) : ('plain' as const) }]));
    const bounds = boundsAround(marks);
    const view = readView(event.url.searchParams.get('pada')) ?? (bounds && viewOf(bounds, mapCore));
    return { title: 'Tempat absen', items, ...rest, over, view, marks: view ? gathered(marks, view, mapSize, { label: (count) => `${count} tempat absen` }) : [] };
  } catch (thrown) {
    asPageError(thrown);
  }
};
