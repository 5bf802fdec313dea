/** Mean radius of the earth, metres (IUGG). */
const RADIUS = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export interface Position {
  lat: number;
  lng: number;
}

/** Great-circle distance in metres. (-7.2575, 112.7521) to (-7.2590, 112.7530) is 194.1 m. */
export function haversine(a: Position, b: Position): number {
  const half = Math.sin(radians(b.lat - a.lat) / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

export interface Candidate extends Position {
  category: string | null;
  open: boolean;
  submittedAt: Date;
}

/** Same category, still open, within `metres` (250) and not older than `days` (60). */
export function isSimilar(report: Position & { category: string | null; at: Date }, other: Candidate, rule: { metres: number; days: number }): boolean {
  return (
    other.open && other.category !== null && other.category === report.category && haversine(report, other) <= rule.metres &&
    report.at.getTime() - other.submittedAt.getTime() <= rule.days * 86_400_000
  );
}

/** A box of degrees around a position that surely holds the circle; what an index can look up. */
export function boxAround({ lat, lng }: Position, metres: number): { south: number; north: number; west: number; east: number } {
  const dLat = (metres / RADIUS) * (180 / Math.PI) * 1.001;
  const dLng = dLat / Math.max(0.01, Math.cos(radians(lat)));
  return { south: lat - dLat, north: lat + dLat, west: lng - dLng, east: lng + dLng };
}

/** For everybody to see: rounded to 0.001 degree, about 111 m, so that an anonymous reporter's door is not on the map. */
export const roundedPosition = ({ lat, lng }: Position): Position => ({ lat: Math.round(lat * 1000) / 1000, lng: Math.round(lng * 1000) / 1000 });

/** Squares of 0.005 degree (about 550 m) by one number, which an index holds. */
const CELL = 0.005;
const ROW = 100_000;
const rowOf = (lat: number): number => Math.floor((lat + 90) / CELL);
const columnOf = (lng: number): number => Math.floor((lng + 180) / CELL);
export const cellOf = ({ lat, lng }: Position): number => rowOf(lat) * ROW + columnOf(lng);

/** All squares that a circle touches. */
export function cellsAround(at: Position, metres: number): number[] {
  const box = boxAround(at, metres);
  const cells: number[] = [];
  for (let row = rowOf(box.south); row <= rowOf(box.north); row++) for (let column = columnOf(box.west); column <= columnOf(box.east); column++) cells.push(row * ROW + column);
  return cells;
}
