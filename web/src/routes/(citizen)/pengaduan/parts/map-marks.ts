import { gathered, type Mark } from '../../../../../../server/engines/map/marks.ts';
import { boundsOf, clusterCell, tidyZoom, writeView, type View } from '../../../../../../server/engines/map/view.ts';
import { mapSize } from '#lib/forms/map.ts';
import { angka } from '#lib/format.ts';
import { reportHref } from './api.ts';

export const mapFilters = { terbuka: 'open', terlambat: 'late', selesai: 'closed', dijadwalkan: 'scheduled', semua: 'all' } as const;
export type MapFilter = keyof typeof mapFilters;

/** Up to this many are drawn one by one; beyond it the database gathers them by squares. */
const SINGLE = 120;

/** Marks of the published reports in a view: one by one where few, gathered where many. `address` is the page with another view. */
export async function publicMarks(api: Pick<Api, 'complaints'>, view: View, filter: MapFilter, address: (pada: string) => string, category?: string): Promise<{ marks: Mark[]; total: number }> {
  const asked = { ...boundsOf(view, mapSize), state: mapFilters[filter], ...(category && { category }) };
  const gatheredThere = await api.complaints.mapPublic({ ...asked, cell: clusterCell(view.zoom) });
  const several = {
    label: (count: number) => `${angka(count)} laporan`,
    href: ({ lat, lng }: { lat: number; lng: number }) => address(writeView({ lat, lng, zoom: tidyZoom(view.zoom + 2) })),
  };
  if (gatheredThere.total > SINGLE || gatheredThere.total === 0) {
    const cells = gatheredThere.cells.map(({ lat, lng, count, late }): Mark => ({ lat, lng, count, label: several.label(count), href: several.href({ lat, lng }), ...(late * 2 >= count && { tone: 'late' as const }) }));
    return { marks: gathered(cells, view, mapSize, several), total: gatheredThere.total };
  }
  const { points } = await api.complaints.mapPublic({ ...asked, limit: SINGLE });
  const marks = points.map(({ number, lat, lng, state, late }): Mark => ({
    lat, lng, count: 1, label: `Laporan ${number}${late ? ', terlambat' : state === 'resolved' ? ', selesai' : ''}`, href: reportHref(number), tone: late ? 'late' : state === 'resolved' ? 'ok' : 'plain',
  }));
  return { marks: gathered(marks, view, mapSize, several), total: gatheredThere.total };
}
