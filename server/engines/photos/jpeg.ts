import { joined, readExif, textAt, type Told } from './exif.ts';
import type { RawPhoto } from './raw-photo.ts';

const APP1 = 0xe1;
const SOS = 0xda;
const EOI = 0xd9;

/**
 * A JPEG (ITU-T T.81, annex B) without its metadata: JFIF, colour profile and Adobe's colour mark stay, every other
 * application segment and comment goes, and so does whatever a phone wrote behind the picture (films, depth maps).
 */
export function cleanJpeg(bytes: Uint8Array): RawPhoto | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  let told: Told = { orientation: 1 };
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (end > bytes.length || end < at + 4) return undefined;
    if (marker === APP1 && textAt(bytes, at + 4, 6) === 'Exif\0\0') told = readExif(bytes.subarray(at + 10, end));
    if (isFrame(marker)) size = { height: (bytes[at + 5]! << 8) | bytes[at + 6]!, width: (bytes[at + 7]! << 8) | bytes[at + 8]! };
    const next = marker === SOS ? endOfScan(bytes, end) : end;
    if (stays(marker, bytes, at)) parts.push(bytes.subarray(at, next));
    at = next;
  }
  if (!size || parts.length < 3) return undefined;
  parts.push(new Uint8Array([0xff, EOI]));
  return { bytes: joined(parts), ...size, ...told };
}

/** Start of frame, of whatever coding; C4, C8 and CC are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function stays(marker: number, bytes: Uint8Array, at: number): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return textAt(bytes, at + 4, 4) === 'JFIF';
  if (marker === 0xe2) return textAt(bytes, at + 4, 11) === 'ICC_PROFILE';
  return marker === 0xee;
}

/** Where the coded picture ends: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
