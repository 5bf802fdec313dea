import { gathered, type Mark } from '../../../../../../../server/engines/map/marks.ts';
import { boundsAround, tidyZoom, viewOf, writeView, type View } from '../../../../../../../server/engines/map/view.ts';
import { mapCore, mapSize } from '#lib/forms/map.ts';
import { asked, caseHref, mapHref, type Box, type Look } from './look.ts';

/** The reports of a box on a map. Without a view it is the one that shows all of them. */
export async function caseMarks({ api, installation }: App.Locals, look: Look, seen?: View) {
  const box: Box = look.kotak || 'all';
  const here = { ...look, kotak: box };
  const { points, truncated } = await api.complaints.mapCases({ ...asked(look, box), limit: 2000 });
  const bounds = boundsAround(points);
  const view = seen ?? (bounds ? viewOf(bounds, mapCore) : await api.wilayah.getMapView({ ...mapCore, ...(installation.region && { region: installation.region }) }));
  const marks = points.map(({ id, number, title, lat, lng, late, state }): Mark => ({
    lat, lng, count: 1, label: `${title || number}${late ? ', terlambat' : ''}`, href: caseHref(id, here), tone: late ? 'late' : state === 'resolved' ? 'ok' : 'plain',
  }));
  const nearer = ({ lat, lng }: { lat: number; lng: number }) => `${mapHref(here)}&pada=${writeView({ lat, lng, zoom: tidyZoom(view.zoom + 2) })}`;
  return { look: here, view, marks: gathered(marks, view, mapSize, { label: (count) => `${count} laporan`, href: nearer }), total: points.length, truncated };
}
