/** Degrees, WGS 84. */
export interface Position {
  latitude: number;
  longitude: number;
}
/** A circle of `radius` metres around a position. */
export interface Fence extends Position {
  radius: number;
}
/** `doubtful`: the circle of where the device may be crosses the fence. */
export type FenceVerdict = 'inside' | 'doubtful' | 'outside';

const EARTH_METRES = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres over the sphere by the haversine formula. Example: (-6.8586, 107.9199) to (-6.8590, 107.9207) is 98.9. */
export function metresBetween(a: Position, b: Position): number {
  const half = (x: number): number => Math.sin(x / 2) ** 2;
  const h = half(radians(b.latitude - a.latitude)) + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(radians(b.longitude - a.longitude));
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Where somebody stands against a fence (reference of attendance, section 7). An accuracy worse than `accuracyLimit` helps nobody
 * further in than that limit. Example: 98.9 m from the middle of 100 m is inside with accuracy 0, doubtful with 30.
 */
export function judgeFence(distance: number, radius: number, accuracy: number, accuracyLimit: number): FenceVerdict {
  const margin = Math.min(Math.max(0, accuracy), accuracyLimit);
  if (distance + margin <= radius) return 'inside';
  return distance - margin <= radius ? 'doubtful' : 'outside';
}

/** Whether this is a position on the globe. 0,0 lies in the sea off Africa: what a device says that knows nothing. */
export const isPosition = ({ latitude, longitude }: Position): boolean =>
  Number.isFinite(latitude) && Number.isFinite(longitude) && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && !(latitude === 0 && longitude === 0);
