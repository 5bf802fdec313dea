/** What a photo tells beside its picture, as far as it is kept. */
export interface Told {
  /** How the camera was held, 1 to 8 (EXIF 2.3, tag 0x0112); 1 when it is not said. */
  orientation: number;
  /** Where the camera was. */
  point?: { lat: number; lng: number };
  /** `YYYY-MM-DDTHH:MM:SS` on the clock of the camera. */
  takenAt?: string;
}

interface Entry {
  type: number;
  count: number;
  /** Where its value stands. */
  at: number;
}
const BYTES_OF_TYPE = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8];
const MOST_ENTRIES = 200;

/** Out of a TIFF block as EXIF carries it: the main directory, that of the camera (0x8769), that of the position (0x8825). Broken parts tell nothing. */
export function readExif(tiff: Uint8Array): Told {
  const order = tiff.length < 14 ? '' : textAt(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return { orientation: 1 };
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = order === 'II';
  const u16 = (at: number) => (at + 2 <= tiff.length ? view.getUint16(at, little) : 0);
  const u32 = (at: number) => (at + 4 <= tiff.length ? view.getUint32(at, little) : 0);
  const directory = (at: number): Map<number, Entry> => {
    const many = Math.min(u16(at), MOST_ENTRIES);
    return new Map(Array.from({ length: many }, (_, i) => {
      const entry = at + 2 + i * 12;
      const [type, count] = [u16(entry + 2), u32(entry + 4)];
      return [u16(entry), { type, count, at: (BYTES_OF_TYPE[type] ?? 0) * count > 4 ? u32(entry + 8) : entry + 8 }];
    }));
  };
  const below = (entry: Entry | undefined) => (entry ? directory(u32(entry.at)) : undefined);
  const main = directory(u32(4));
  const point = pointOf(below(main.get(0x8825)), tiff, u32);
  const takenAt = momentOf(below(main.get(0x8769))?.get(0x9003), tiff);
  const held = main.has(0x0112) ? u16(main.get(0x0112)!.at) : 1;
  return { orientation: held >= 1 && held <= 8 ? held : 1, ...(point ? { point } : {}), ...(takenAt ? { takenAt } : {}) };
}

function momentOf(original: Entry | undefined, tiff: Uint8Array): string | undefined {
  const taken = original && /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(textAt(tiff, original.at, 19));
  return taken ? `${taken[1]}-${taken[2]}-${taken[3]}T${taken[4]}` : undefined;
}

/** Degrees, minutes, seconds as fractions; to six decimals, which is a hand's breadth. */
function pointOf(gps: Map<number, Entry> | undefined, tiff: Uint8Array, u32: (at: number) => number): Told['point'] {
  const degrees = (tag: number, reference: number, negative: string): number | undefined => {
    const [value, ref] = [gps?.get(tag), gps?.get(reference)];
    if (!value || !ref || value.type !== 5 || value.count !== 3) return undefined;
    const [d = NaN, m = NaN, s = NaN] = [0, 1, 2].map((i) => u32(value.at + i * 8) / u32(value.at + i * 8 + 4));
    const all = d + m / 60 + s / 3600;
    return Number.isFinite(all) ? Number((textAt(tiff, ref.at, 1) === negative ? -all : all).toFixed(6)) : undefined;
  };
  const [lat, lng] = [degrees(2, 1, 'S'), degrees(4, 3, 'W')];
  if (lat === undefined || lng === undefined || Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined;
  // Phones without a fix write 0, 0.
  return lat === 0 && lng === 0 ? undefined : { lat, lng };
}

export const textAt = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
