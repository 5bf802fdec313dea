// A photo of a phone says where and when it was taken, on which device, and sometimes shows a smaller picture of what was
// cropped away. Chapters: reading · stripping · JPEG · PNG · WEBP

export interface PhotoFacts {
  width: number;
  height: number;
  point?: { lat: number; lng: number };
  /** `YYYY-MM-DDTHH:MM:SS` on the clock of the camera. */
  takenAt?: string;
}
type Type = string;
interface Block {
  /** Where the block begins and ends, its header included. */
  from: number;
  to: number;
  kind: string;
  /** Its content. */
  data: Uint8Array;
}

/** Size, place and time as the file tells them; undefined when it is broken. */
export function readPhoto(bytes: Uint8Array, type: Type): PhotoFacts | undefined {
  const blocks = blocksOf(bytes, type);
  const size = blocks && sizeOf(blocks, type);
  if (!blocks || !size) return undefined;
  const exif = blocks.map((b) => exifIn(b, type)).find((e) => e !== undefined);
  const tags = exif ? readExif(exif) : {};
  return { ...size, ...(tags.point ? { point: tags.point } : {}), ...(tags.takenAt ? { takenAt: tags.takenAt } : {}) };
}

/** The same picture without anything else; which way up it is stays. */
export function stripPhoto(bytes: Uint8Array, type: Type): Uint8Array {
  const blocks = blocksOf(bytes, type);
  if (!blocks) return bytes;
  const exif = blocks.map((b) => exifIn(b, type)).find((e) => e !== undefined);
  const orientation = exif ? readExif(exif).orientation : undefined;
  const kept = blocks.filter((b) => staysIn(b, type));
  if (type === 'image/webp') return webpOf(kept.map((b) => bytes.subarray(b.from, b.to)));
  const parts = kept.map((b) => bytes.subarray(b.from, b.to));
  if (type === 'image/jpeg' && orientation && orientation > 1) parts.splice(1, 0, orientationBlock(orientation));
  return join(parts);
}

const blocksOf = (bytes: Uint8Array, type: Type): Block[] | undefined => (type === 'image/jpeg' ? jpegBlocks(bytes) : type === 'image/png' ? pngBlocks(bytes) : type === 'image/webp' ? webpBlocks(bytes) : undefined);

function staysIn({ kind, data }: Block, type: Type): boolean {
  if (type === 'image/png') return !['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME'].includes(kind) && /^[A-Z]|^(tRNS|gAMA|cHRM|sRGB|iCCP|sBIT|pHYs|bKGD|cICP)$|^head$/.test(kind);
  if (type === 'image/webp') return kind !== 'EXIF' && kind !== 'XMP ';
  // Application blocks: JFIF, colour profile and Adobe's colour transform are part of the picture, nothing else is.
  if (kind === 'fe') return false;
  if (/^e[0-9a-f]$/.test(kind)) return kind === 'e0' || kind === 'ee' || (kind === 'e2' && ascii(data, 0, 11) === 'ICC_PROFILE');
  return true;
}

function exifIn({ kind, data }: Block, type: Type): Uint8Array | undefined {
  if (type === 'image/jpeg') return kind === 'e1' && ascii(data, 0, 4) === 'Exif' ? data.subarray(6) : undefined;
  if (type === 'image/png') return kind === 'eXIf' ? data : undefined;
  return kind === 'EXIF' ? (ascii(data, 0, 4) === 'Exif' ? data.subarray(6) : data) : undefined;
}

function sizeOf(blocks: readonly Block[], type: Type): { width: number; height: number } | undefined {
  for (const { kind, data } of blocks) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (type === 'image/png' && kind === 'IHDR' && data.length >= 8) return { width: view.getUint32(0), height: view.getUint32(4) };
    if (type === 'image/jpeg' && /^c[0-9a-f]$/.test(kind) && !['c4', 'c8', 'cc'].includes(kind) && data.length >= 5) return { width: view.getUint16(3), height: view.getUint16(1) };
    if (type === 'image/webp') {
      const three = (at: number) => data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16);
      if (kind === 'VP8X' && data.length >= 10) return { width: three(4) + 1, height: three(7) + 1 };
      if (kind === 'VP8 ' && data.length >= 10) return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
      if (kind === 'VP8L' && data.length >= 5) {
        const bits = view.getUint32(1, true);
        return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      }
    }
  }
  return undefined;
}

/** Markers up to the picture itself; from the scan on everything up to the last end marker is one block. */
function jpegBlocks(b: Uint8Array): Block[] | undefined {
  const blocks: Block[] = [{ from: 0, to: 2, kind: 'd8', data: b.subarray(2, 2) }];
  let at = 2;
  while (at + 4 <= b.length) {
    if (b[at] !== 0xff) return undefined;
    if (b[at + 1] === 0xff) {
      at++;
      continue;
    }
    const kind = b[at + 1]!.toString(16).padStart(2, '0');
    if (kind === 'd9') return undefined;
    const length = (b[at + 2]! << 8) | b[at + 3]!;
    if (length < 2 || at + 2 + length > b.length) return undefined;
    if (kind === 'da') {
      // What some cameras hang behind the end (a video, a second picture) goes too.
      const end = endOfScan(b, at + 2 + length);
      blocks.push({ from: at, to: end, kind, data: b.subarray(at + 4, at + 2 + length) });
      return blocks;
    }
    blocks.push({ from: at, to: at + 2 + length, kind, data: b.subarray(at + 4, at + 2 + length) });
    at += 2 + length;
  }
  return undefined;
}
/** Scan data holds no marker but restarts, stuffed zeros, and between the scans of a progressive picture tables. */
function endOfScan(b: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < b.length) {
    const marker = b[at] === 0xff ? b[at + 1]! : 0;
    if (marker === 0xd9) return at + 2;
    const isTable = marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7);
    at += isTable ? 2 + Math.max(2, ((b[at + 2] ?? 0) << 8) | (b[at + 3] ?? 0)) : 1;
  }
  return b.length;
}

function pngBlocks(b: Uint8Array): Block[] | undefined {
  const blocks: Block[] = [{ from: 0, to: 8, kind: 'head', data: b.subarray(8, 8) }];
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  let at = 8;
  while (at + 12 <= b.length) {
    const length = view.getUint32(at);
    const to = at + 12 + length;
    if (to > b.length) return undefined;
    const kind = ascii(b, at + 4, 4);
    blocks.push({ from: at, to, kind, data: b.subarray(at + 8, at + 8 + length) });
    if (kind === 'IEND') return blocks;
    at = to;
  }
  return undefined;
}

function webpBlocks(b: Uint8Array): Block[] | undefined {
  const blocks: Block[] = [];
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  let at = 12;
  while (at + 8 <= b.length) {
    const length = view.getUint32(at + 4, true);
    const to = at + 8 + length + (length % 2);
    if (at + 8 + length > b.length) return undefined;
    blocks.push({ from: at, to: Math.min(to, b.length), kind: ascii(b, at, 4), data: b.subarray(at + 8, at + 8 + length) });
    at = to;
  }
  return blocks.length > 0 ? blocks : undefined;
}
function webpOf(chunks: readonly Uint8Array[]): Uint8Array {
  const body = join(chunks.map((c) => (ascii(c, 0, 4) === 'VP8X' ? withoutFlags(c) : c)));
  const head = new Uint8Array(12);
  head.set(new TextEncoder().encode('RIFF    WEBP'));
  new DataView(head.buffer).setUint32(4, body.length + 4, true);
  return join([head, body]);
}
function withoutFlags(chunk: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(chunk);
  // Bit 3: there is EXIF, bit 2: there is XMP.
  copy[8]! &= ~0b1100;
  return copy;
}

interface Tags {
  point?: { lat: number; lng: number };
  takenAt?: string;
  orientation?: number;
}
/** TIFF in a photo: the main directory, that of the camera (0x8769) and that of the position (0x8825). Broken parts tell nothing. */
function readExif(tiff: Uint8Array): Tags {
  if (tiff.length < 8) return {};
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = ascii(tiff, 0, 2) === 'II';
  if (!little && ascii(tiff, 0, 2) !== 'MM') return {};
  const u16 = (at: number) => (at + 2 <= tiff.length ? view.getUint16(at, little) : 0);
  const u32 = (at: number) => (at + 4 <= tiff.length ? view.getUint32(at, little) : 0);
  const directory = (at: number): Map<number, { type: number; count: number; at: number }> => {
    const entries = new Map<number, { type: number; count: number; at: number }>();
    const many = Math.min(u16(at), 200);
    for (let i = 0; i < many; i++) {
      const e = at + 2 + i * 12;
      const [type, count] = [u16(e + 2), u32(e + 4)];
      const bytes = ([0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8][type] ?? 0) * count;
      entries.set(u16(e), { type, count, at: bytes > 4 ? u32(e + 8) : e + 8 });
    }
    return entries;
  };
  const main = directory(u32(4));
  const camera = main.has(0x8769) ? directory(u32(main.get(0x8769)!.at)) : undefined;
  const gps = main.has(0x8825) ? directory(u32(main.get(0x8825)!.at)) : undefined;
  const tags: Tags = {};
  const orientation = main.get(0x0112);
  if (orientation) tags.orientation = u16(orientation.at);
  const original = camera?.get(0x9003);
  const taken = original && /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(ascii(tiff, original.at, 19));
  if (taken) tags.takenAt = `${taken[1]}-${taken[2]}-${taken[3]}T${taken[4]}`;
  const degrees = (tag: number, reference: number, negative: string): number | undefined => {
    const value = gps?.get(tag);
    const ref = gps?.get(reference);
    if (!value || !ref || value.type !== 5 || value.count !== 3) return undefined;
    const [d = NaN, m = NaN, s = NaN] = [0, 1, 2].map((i) => u32(value.at + i * 8) / u32(value.at + i * 8 + 4));
    const all = d + m / 60 + s / 3600;
    return Number.isFinite(all) ? Number((ascii(tiff, ref.at, 1) === negative ? -all : all).toFixed(6)) : undefined;
  };
  const [lat, lng] = [degrees(2, 1, 'S'), degrees(4, 3, 'W')];
  // Phones without a fix write 0, 0.
  if (lat !== undefined && lng !== undefined && Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && (lat !== 0 || lng !== 0)) tags.point = { lat, lng };
  return tags;
}

/** An Exif block with nothing but which way up the picture is. */
const orientationBlock = (orientation: number): Uint8Array =>
  new Uint8Array([0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation & 0xff, 0, 0, 0, 0, 0, 0]);

const ascii = (b: Uint8Array, from: number, length: number): string => String.fromCharCode(...b.subarray(from, from + length));
function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const p of parts) {
    whole.set(p, at);
    at += p.length;
  }
  return whole;
}
