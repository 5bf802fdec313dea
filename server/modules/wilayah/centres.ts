import { readFile } from 'node:fs/promises';
import type { Bounds, Place } from '../../engines/map/view.ts';

export interface Nearby {
  code: string;
  /** From the position to the centre of the village, as the crow flies. */
  metres: number;
}
export interface Centre extends Place {
  code: string;
}
export type CentreLevel = 'regency' | 'district' | 'village';

/** Numbers only: 83,000 codes as texts would weigh three times as much. */
interface Centres {
  /** The digits of the codes, which no code begins with a nought. */
  codes: Float64Array;
  /** Degrees, ascending; `lng` and `codes` in the same order. */
  lat: Float64Array;
  lng: Float64Array;
}

const loading = new Map<CentreLevel, Promise<Centres>>();

/** Read on first use and kept (villages 2 MB): most installations ask for a position now and then, some never. */
function centres(level: CentreLevel): Promise<Centres> {
  let made = loading.get(level);
  if (!made) loading.set(level, (made = load(level)));
  return made;
}

async function load(level: CentreLevel): Promise<Centres> {
  const text = await readFile(new URL(`../../../catalog/reference/${level}-centroids.csv`, import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => /^\d/.test(line)).map((line) => line.split(',')).map(([code = '', lat, lng]) => ({ code: Number(code.replaceAll('.', '')), lat: Number(lat), lng: Number(lng) }));
  rows.sort((a, b) => a.lat - b.lat);
  return { codes: Float64Array.from(rows, (row) => row.code), lat: Float64Array.from(rows, (row) => row.lat), lng: Float64Array.from(rows, (row) => row.lng) };
}

const VILLAGE_DIGITS = 10;
/** 1101012001 is "11.01.01.2001". */
const codeOf = (digits: number): string => String(digits).replace(/^(\d\d)(\d\d)(\d\d)?(\d{4})?$/, (_, ...parts: (string | undefined)[]) => parts.slice(0, 4).filter(Boolean).join('.'));

const METRES_PER_DEGREE = 111_195;
const MOST_METRES = 50_000;

/**
 * The villages whose centres lie nearest, within 50 km; empty at sea. The nearest centre is a proposal for a picker,
 * not proof that the position lies inside that village. `within` is a code that the villages must lie below.
 */
export async function nearestVillages(at: Place, limit: number, within = ''): Promise<Nearby[]> {
  const { codes, lat, lng } = await centres('village');
  const narrow = Math.cos((at.lat * Math.PI) / 180);
  for (const reach of [3_000, 12_000, MOST_METRES]) {
    const found: Nearby[] = [];
    const last = at.lat + reach / METRES_PER_DEGREE;
    for (let i = firstFrom(lat, at.lat - reach / METRES_PER_DEGREE); i < lat.length && lat[i]! <= last; i++) {
      // On this scale the earth is flat: the error over 50 km is a few metres.
      const metres = Math.hypot(lat[i]! - at.lat, (lng[i]! - at.lng) * narrow) * METRES_PER_DEGREE;
      if (metres > reach) continue;
      const code = codeOf(codes[i]!);
      if (code.startsWith(within)) found.push({ code, metres: Math.round(metres) });
    }
    if (found.length >= limit || reach === MOST_METRES) return found.sort((a, b) => a.metres - b.metres).slice(0, limit);
  }
  return [];
}

/** All centres of a level inside the bounds. */
export async function centresIn(level: CentreLevel, bounds: Bounds): Promise<Centre[]> {
  const { codes, lat, lng } = await centres(level);
  const found: Centre[] = [];
  for (let i = firstFrom(lat, bounds.south); i < lat.length && lat[i]! <= bounds.north; i++) {
    if (lng[i]! >= bounds.west && lng[i]! <= bounds.east) found.push({ code: codeOf(codes[i]!), lat: lat[i]!, lng: lng[i]! });
  }
  return found;
}

/** The centres of the villages below a code (of itself, for a village); empty when it has none. */
export async function centresBelow(code: string): Promise<Centre[]> {
  const { codes, lat, lng } = await centres('village');
  const found: Centre[] = [];
  const digits = code.replaceAll('.', '');
  if (![2, 4, 6, VILLAGE_DIGITS].includes(digits.length)) return [];
  const below = 10 ** (VILLAGE_DIGITS - digits.length);
  const first = Number(digits) * below;
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= first && codes[i]! < first + below) found.push({ code: codeOf(codes[i]!), lat: lat[i]!, lng: lng[i]! });
  return found;
}

function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
