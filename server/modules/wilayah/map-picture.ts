import { drawMap, type Level, type MapLayers } from '../../engines/map/draw-map.ts';
import { boundsOf, writeView, type Bounds, type Place, type Size, type View } from '../../engines/map/view.ts';
import type { House } from '../../platform/house.ts';
import { findBoundary, listBoundariesIn } from './boundary-storage.ts';
import { centresIn, type Centre, type CentreLevel } from './centres.ts';
import type { Region } from './contract.ts';
import { boundariesOf } from './place-service.ts';
import { tilesOf } from './map-tiles.ts';

export interface MapAsked {
  view: View;
  size: Size;
  /** Own region, drawn first of all. */
  region?: string;
  point?: Place;
}

/** From afar regencies, then districts, then villages; each drawing leaves out what would only be dust. */
const DETAIL: { below: number; outlines: Level[]; dots: CentreLevel; names: CentreLevel[] }[] = [
  { below: 9.25, outlines: ['province', 'regency'], dots: 'district', names: ['regency'] },
  { below: 11.5, outlines: ['regency', 'district'], dots: 'village', names: ['district'] },
  { below: 13, outlines: ['regency', 'district', 'village'], dots: 'village', names: ['district', 'village'] },
  { below: Infinity, outlines: ['district', 'village'], dots: 'village', names: ['village'] },
];

const KEPT = 300;
const drawn = new WeakMap<House, Map<string, string>>();

/** The ground of a map as SVG; the last 300 are kept, since people look at the same places. */
export async function mapPicture(house: House, asked: MapAsked, names: (codes: readonly string[]) => Promise<Map<string, Region>>): Promise<string> {
  const kept = drawn.get(house) ?? new Map<string, string>();
  drawn.set(house, kept);
  const outlined = await boundariesOf(house);
  const key = [writeView(asked.view), asked.size.width, asked.size.height, asked.region, asked.point && `${asked.point.lat},${asked.point.lng}`, outlined].join(' ');
  const before = kept.get(key);
  if (before !== undefined) {
    kept.delete(key);
    kept.set(key, before);
    return before;
  }
  const svg = drawMap(await layersOf(house, asked, outlined, names));
  kept.set(key, svg);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return svg;
}

async function layersOf(house: House, { view, size, region, point }: MapAsked, outlined: string, names: (codes: readonly string[]) => Promise<Map<string, Region>>): Promise<MapLayers> {
  const shared = { view, size, ...(point && { point }) };
  const tiles = await tilesOf(house.settings, view, size);
  if (tiles) return { ...shared, tiles, credit: house.settings.tilesCredit, outlines: [], dots: [], names: [] };
  const detail = DETAIL.find(({ below }) => view.zoom < below)!;
  const bounds = wider(boundsOf(view, size));
  const all = outlined ? await house.db.outsideTenant((tx) => listBoundariesIn(tx, detail.outlines, bounds)) : [];
  const own = outlined && region ? (await house.db.outsideTenant((tx) => findBoundary(tx, region)))?.shape : undefined;
  const mine = (code: string) => region !== undefined && (code === region || code.startsWith(`${region}.`));
  // Of the neighbours their own border says enough until one looks nearer: half the weight.
  const stored = view.zoom < 11.5 && region !== undefined ? all.filter(({ level, code }) => level !== 'district' || mine(code)) : all;
  // Where outlines of a kind are known their dots say nothing more; from afar any outline says enough.
  const dots = stored.some(({ level }) => level === detail.dots || view.zoom < 9.25) ? [] : await dotsIn(detail.dots, bounds, view.zoom < 11.5 && region !== undefined ? mine : undefined);
  return {
    ...shared,
    outlines: detail.outlines.map((level) => ({ level, shapes: stored.filter((one) => one.level === level).map(({ shape }) => shape) })),
    ...(own && { own }),
    dots: dots.map(({ code, lat, lng }) => ({ at: { lat, lng }, own: mine(code) })),
    names: await namesOf(detail.names, bounds, mine, names),
  };
}

/** Of the neighbours only the districts, where the own villages shall be seen. */
async function dotsIn(level: CentreLevel, bounds: Bounds, mine?: (code: string) => boolean): Promise<Centre[]> {
  const all = await centresIn(level, bounds);
  if (level !== 'village' || !mine) return all;
  return [...all.filter(({ code }) => mine(code)), ...(await centresIn('district', bounds)).filter(({ code }) => !mine(code))];
}

/** Own regions first, then what lies above before what lies below. */
async function namesOf(levels: readonly CentreLevel[], bounds: Bounds, mine: (code: string) => boolean, names: (codes: readonly string[]) => Promise<Map<string, Region>>): Promise<MapLayers['names']> {
  const centres = (await Promise.all(levels.map(async (level) => (await centresIn(level, bounds)).map((centre) => ({ ...centre, level }))))).flat();
  const regions = await names(centres.map(({ code }) => code));
  return centres
    .flatMap(({ code, lat, lng, level }: Centre & { level: CentreLevel }) => {
      const region = regions.get(code);
      return region ? [{ at: { lat, lng }, text: shortName(region), level, own: mine(code) }] : [];
    })
    .sort((a, b) => Number(b.own) - Number(a.own) || levels.indexOf(a.level) - levels.indexOf(b.level));
}

const shortName = ({ name, level }: Region): string => (level === 'regency' ? name.replace(/^Kabupaten /, '') : name);

/** A little more than is seen: a name or dot at the edge belongs to a centre beyond it. */
function wider({ west, south, east, north }: Bounds): Bounds {
  const [x, y] = [(east - west) * 0.05, (north - south) * 0.05];
  return { west: west - x, south: south - y, east: east + x, north: north + y };
}
