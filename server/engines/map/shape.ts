import type { Bounds, Place } from './view.ts';

/** A closed line in millionths of a degree: lng, lat, lng, lat, …; the last corner need not repeat the first. */
export type Ring = Int32Array;
/** A region: outer lines, islands and holes alike (even-odd). */
export type Shape = readonly Ring[];

export const MICRO = 1_000_000;

export function boundsOfShape(shape: Shape): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of shape) {
    for (let i = 0; i < ring.length; i += 2) {
      west = Math.min(west, ring[i]!);
      east = Math.max(east, ring[i]!);
      south = Math.min(south, ring[i + 1]!);
      north = Math.max(north, ring[i + 1]!);
    }
  }
  return { west: west / MICRO, south: south / MICRO, east: east / MICRO, north: north / MICRO };
}

/** Whether the place lies inside, by the number of lines that a ray to the east crosses. */
export function isInside({ lat, lng }: Place, shape: Shape): boolean {
  const x = lng * MICRO;
  const y = lat * MICRO;
  let inside = false;
  for (const ring of shape) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [xi, yi, xj, yj] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** As stored: number of rings, then for each its number of corners and its corners; 32-bit, little-endian. */
export function packShape(shape: Shape): Buffer {
  const numbers = [shape.length, ...shape.flatMap((ring) => [ring.length / 2, ...ring])];
  const buffer = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) buffer.writeInt32LE(number, at * 4);
  return buffer;
}

export function unpackShape(buffer: Uint8Array): Shape {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const rings: Ring[] = [];
  let at = 4;
  for (let left = view.getInt32(0, true); left > 0; left -= 1) {
    const ring = new Int32Array(view.getInt32(at, true) * 2);
    at += 4;
    for (let i = 0; i < ring.length; i += 1, at += 4) ring[i] = view.getInt32(at, true);
    rings.push(ring);
  }
  return rings;
}

/**
 * The lines of many shapes, each border once: what two neighbours share is kept with the first. `seen` is filled, so that
 * a finer level does not draw again what a coarser one has drawn.
 */
export function linesOf(shapes: readonly Shape[], seen: Set<string> = new Set()): Ring[] {
  const lines: Ring[] = [];
  for (const ring of shapes.flat()) {
    let line: number[] = [];
    const close = () => {
      if (line.length > 2) lines.push(Int32Array.from(line));
      line = [];
    };
    for (let j = 0; j < ring.length; j += 2) {
      const i = j === 0 ? ring.length - 2 : j - 2;
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      if (ax === bx && ay === by) continue;
      const key = ax < bx || (ax === bx && ay < by) ? `${ax},${ay},${bx},${by}` : `${bx},${by},${ax},${ay}`;
      if (seen.has(key)) {
        close();
        continue;
      }
      seen.add(key);
      if (line.length === 0) line.push(ax, ay);
      line.push(bx, by);
    }
    close();
  }
  return lines;
}

/** Douglas-Peucker on pixels: corners that lie nearer than `tolerance` to the line without them fall away; the ends stay. */
export function simplified(points: readonly { x: number; y: number }[], tolerance: number): { x: number; y: number }[] {
  if (points.length < 3) return [...points];
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let worst = tolerance;
    let corner = -1;
    for (let i = from + 1; i < to; i += 1) {
      const off = distance(points[i]!, points[from]!, points[to]!);
      if (off > worst) [worst, corner] = [off, i];
    }
    if (corner >= 0) {
      kept[corner] = 1;
      open.push([from, corner], [corner, to]);
    }
  }
  return points.filter((_, i) => kept[i]);
}

function distance(p: { x: number; y: number }, a: { x: number; y: number }, b: { x: number; y: number }): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}
