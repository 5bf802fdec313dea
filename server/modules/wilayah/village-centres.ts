import { readFile } from 'node:fs/promises';

export interface Nearby {
  code: string;
  /** From the position to the centre of the village, as the crow flies. */
  metres: number;
}

interface Centres {
  codes: string[];
  /** Degrees, ascending; `lng` and `codes` in the same order. */
  lat: Float64Array;
  lng: Float64Array;
}

let loading: Promise<Centres> | undefined;

/** Read on first use and kept (about 8 MB): most installations ask for a position now and then, some never. */
const centres = (): Promise<Centres> => (loading ??= load());

async function load(): Promise<Centres> {
  const text = await readFile(new URL('../../../catalog/reference/village-centroids.csv', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => /^\d/.test(line)).map((line) => line.split(',')).map(([code = '', lat, lng]) => ({ code, lat: Number(lat), lng: Number(lng) }));
  rows.sort((a, b) => a.lat - b.lat);
  return { codes: rows.map((row) => row.code), lat: Float64Array.from(rows, (row) => row.lat), lng: Float64Array.from(rows, (row) => row.lng) };
}

const METRES_PER_DEGREE = 111_195;
const MOST_METRES = 50_000;

/**
 * The villages whose centres lie nearest, within 50 km; empty at sea. The nearest centre is a proposal for a picker,
 * not proof that the position lies inside that village.
 */
export async function nearestVillages(at: { lat: number; lng: number }, limit: number): Promise<Nearby[]> {
  const { codes, lat, lng } = await centres();
  const narrow = Math.cos((at.lat * Math.PI) / 180);
  for (const reach of [3_000, 12_000, MOST_METRES]) {
    const found: Nearby[] = [];
    const last = at.lat + reach / METRES_PER_DEGREE;
    for (let i = firstFrom(lat, at.lat - reach / METRES_PER_DEGREE); i < lat.length && lat[i]! <= last; i++) {
      // On this scale the earth is flat: the error over 50 km is a few metres.
      const metres = Math.hypot(lat[i]! - at.lat, (lng[i]! - at.lng) * narrow) * METRES_PER_DEGREE;
      if (metres <= reach) found.push({ code: codes[i]!, metres: Math.round(metres) });
    }
    if (found.length >= limit || reach === MOST_METRES) return found.sort((a, b) => a.metres - b.metres).slice(0, limit);
  }
  return [];
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
