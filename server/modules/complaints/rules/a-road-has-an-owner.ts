import type { OutsideParty, RoadStatus } from '../contract.ts';
import { boxAround, haversine, type Position } from './reports-nearby-are-similar.ts';

/** A part of a road as the map draws it: [lng, lat] (the order of GeoJSON). */
export type Line = [number, number][];

export interface Road {
  id: string;
  name: string;
  nameKey: string;
  status: RoadStatus;
  owner: string;
  legalBasis: string;
  district: string;
  line: Line[] | null;
  example: boolean;
}

/**
 * Metres from a point to the nearest place on a road. Between two points of the line the earth is taken as flat, which
 * within some kilometres is right to a decimetre; the distance itself is that of the sphere.
 */
export function metresToRoad(at: Position, parts: readonly Line[]): number {
  let best = Infinity;
  const shrink = Math.cos((at.lat * Math.PI) / 180);
  for (const part of parts) {
    if (part.length === 1) best = Math.min(best, haversine(at, { lat: part[0]![1], lng: part[0]![0] }));
    for (let i = 1; i < part.length; i++) {
      const [ax, ay] = [(part[i - 1]![0] - at.lng) * shrink, part[i - 1]![1] - at.lat];
      const [bx, by] = [(part[i]![0] - at.lng) * shrink, part[i]![1] - at.lat];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
      best = Math.min(best, haversine(at, { lat: at.lat + ay + along * dy, lng: at.lng + (ax + along * dx) / shrink }));
    }
  }
  return best;
}

/** South, north, west, east of a line, for the index. */
export function boxOf(parts: readonly Line[]): { south: number; north: number; west: number; east: number } {
  const points = parts.flat();
  const [lngs, lats] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return { south: Math.min(...lats), north: Math.max(...lats), west: Math.min(...lngs), east: Math.max(...lngs) };
}
export { boxAround };

/** Small letters and digits without what every road is called: "Jl. Jend. Sudirman" and "JALAN JENDERAL SUDIRMAN" are one. */
export const roadKey = (name: string): string =>
  plain(name).replace(/^(?:(?:ruas|jalan|jln|jl|jl raya)\s+)+/, '').replace(/^(?:ruas|jalan|jln|jl)$/, '');
const SHORT: Record<string, string> = { jend: 'jenderal', jnd: 'jenderal', letjend: 'letjen', prof: 'profesor', dr: 'doktor', kh: 'kyai', gg: 'gang', kab: 'kabupaten', bts: 'batas', kec: 'kecamatan' };
const plain = (text: string): string =>
  text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, ' ').trim().split(' ').map((word) => SHORT[word] ?? word).join(' ');

/** Whether a text speaks of this road: by "jalan …", or by a name of at least two words that no other thing bears. */
export function namesRoad(text: string, key: string): boolean {
  if (key.length < 4) return false;
  const words = ` ${plain(text)} `;
  for (const before of ['jalan', 'jln', 'jl', 'ruas', 'jalan raya', 'jln raya', 'jl raya']) if (words.includes(` ${before} ${key} `)) return true;
  return key.split(' ').length >= 2 && key.length >= 12 && words.includes(` ${key} `);
}

export interface OwnerFound {
  road: Road;
  /** Whole metres; absent when only the text names the road. */
  metres?: number;
  named: boolean;
}

/**
 * Whose road a report is about: the one that the text names (of several the nearest), else the nearest within `metres`.
 * A name far from the point says nothing: roads of one name lie in many towns.
 */
export function ownerOf(report: { text: string; position?: Position | undefined }, roads: readonly Road[], metres: number): OwnerFound | undefined {
  const found = roads.flatMap((road): OwnerFound[] => {
    const away = report.position && road.line ? metresToRoad(report.position, road.line) : undefined;
    const named = namesRoad(report.text, road.nameKey);
    const near = away !== undefined && away <= metres;
    if (named && (away === undefined || away <= FAR)) return [{ road, named, ...(away === undefined ? {} : { metres: Math.round(away) }) }];
    return near ? [{ road, named: false, metres: Math.round(away) }] : [];
  });
  return found.sort((a, b) => Number(b.named) - Number(a.named) || (a.metres ?? Infinity) - (b.metres ?? Infinity) || (a.road.id < b.road.id ? -1 : 1))[0];
}
/** A road is long and a pin is rough; beyond this the name means another road. */
const FAR = 3000;

/** To whom the forwarding form is filled in; undefined for roads of the institution's own. */
export const partyOf: Record<RoadStatus, OutsideParty | undefined> = { national: 'national-road', provincial: 'province', regency: undefined, village: 'other' };
