import { readView, writeView, type View } from '../../../../../../server/engines/map/view.ts';
import { mapCore } from '#lib/forms/map.ts';
import { mapFilters, type MapFilter } from './map-marks.ts';

/** What is looked at on the public list, as it stands in the address. */
export interface Look {
  saring: MapFilter;
  cari: string;
  kategori: string;
  wilayah: string;
  mulai: string;
  pada: string;
}

export function readLook(url: URL): Look {
  const of = (name: string, most = 100) => url.searchParams.get(name)?.trim().slice(0, most) ?? '';
  const saring = of('saring');
  return { saring: Object.hasOwn(mapFilters, saring) ? (saring as MapFilter) : 'terbuka', cari: of('cari'), kategori: of('kategori', 30), wilayah: of('wilayah', 13), mulai: of('mulai', 200), pada: of('pada', 60) };
}

/** Without what stands at its start value. */
export function lookHref(look: Partial<Look>, base = '/pengaduan'): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(look)) if (value && !(name === 'saring' && value === 'terbuka')) params.set(name, value);
  const query = params.toString();
  return base + (query && `?${query}`);
}

/** The view of the address, else the own region whole. */
export async function viewFor(api: Pick<Api, 'wilayah'>, pada: string, region?: string): Promise<View> {
  return readView(pada) ?? (await api.wilayah.getMapView({ ...mapCore, ...(region && { region }) }));
}

export { writeView };
