import type { House } from '../../platform/house.ts';
import type { Tx } from '../../platform/db/database.ts';
import { boundsOfShape, isInside } from '../../engines/map/shape.ts';
import { boundsAround, COUNTRY, viewOf, type Place, type Size, type View } from '../../engines/map/view.ts';
import { findBoundary, stateOfBoundaries, listBoundariesAround } from './boundary-storage.ts';
import { centresBelow, nearestVillages } from './centres.ts';
import type { Located, Region } from './contract.ts';

/** Most installations have no outlines: asked once a minute, not for each position. An import is seen within that minute. */
const KNOWN_FOR = 60_000;
const known = new WeakMap<House, { at: number; state: Promise<string> }>();

/** Empty when no outline was imported; otherwise changes with each import. */
export function boundariesOf(house: House): Promise<string> {
  const before = known.get(house);
  const at = house.clock.now().getTime();
  if (before && Math.abs(at - before.at) < KNOWN_FOR) return before.state;
  const state = house.db.outsideTenant(stateOfBoundaries);
  known.set(house, { at, state });
  // A failed question is asked again by the next one.
  state.catch(() => known.delete(house));
  return state;
}

type Names = (codes: readonly string[]) => Promise<Map<string, Region>>;

/**
 * The village of a position: by its outline where outlines are known, otherwise the one with the nearest centre, which is
 * told as what it is. Nothing at sea and beyond 50 km of any village.
 */
export async function locate(house: House, at: Place, names: Names, tx?: Tx): Promise<Located> {
  const around = (await boundariesOf(house)) ? await ask(house, tx, (t) => listBoundariesAround(t, at)) : [];
  const inside = around.find(({ shape }) => isInside(at, shape));
  if (inside?.level === 'village') return { by: 'boundary', village: (await names([inside.code])).get(inside.code), text: '' };
  // Of the villages of the district whose outline holds the position.
  const [near] = await nearestVillages(at, 1, inside ? `${inside.code}.` : '');
  if (!near) return { by: 'none', text: '' };
  return { by: 'centre', village: (await names([near.code])).get(near.code), metres: near.metres, text: '' };
}

export function locatedText({ by, village, metres = 0 }: Located): string {
  if (!village) return 'Tidak ada desa atau kelurahan dalam 50 km dari titik ini. Periksa letaknya.';
  const name = `${kindOf(village.code)} ${village.name}, ${village.path}`;
  if (by === 'boundary') return `Di dalam ${name}`;
  const far = metres < 1000 ? `${Math.max(10, Math.round(metres / 10) * 10)} m` : `${(metres / 1000).toLocaleString('id-ID', { maximumFractionDigits: 1 })} km`;
  return `Perkiraan: ${name} (${far} dari titik tengahnya)`;
}

/** The fourth part of a code begins with 1 for a kelurahan (and for what counts as one), with 2 for a desa. */
const kindOf = (code: string): string => (code.split('.')[3]?.startsWith('1') ? 'Kelurahan' : 'Desa');

const ask = <T>(house: House, tx: Tx | undefined, work: (tx: Tx) => Promise<T>): Promise<T> => (tx ? work(tx) : house.db.outsideTenant(work));

/** The view that shows a region whole: by its outline, else by the centres of its villages; without a code, the country. */
export async function viewOfRegion(house: House, code: string | undefined, size: Size): Promise<View> {
  if (!code) return viewOf(COUNTRY, size);
  const outline = (await boundariesOf(house)) ? await house.db.outsideTenant((tx) => findBoundary(tx, code)) : undefined;
  const bounds = outline ? boundsOfShape(outline.shape) : boundsAround(await centresBelow(code));
  return viewOf(bounds ?? COUNTRY, size, outline || code.length > 8 ? 24 : 40);
}
