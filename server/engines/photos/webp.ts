import { joined, readExif, textAt, type Told } from './exif.ts';
import type { RawPhoto } from './raw-photo.ts';

/** A WebP (RFC 9649) without its EXIF and XMP chunks; still pictures only. */
export function cleanWebp(bytes: Uint8Array): RawPhoto | undefined {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let told: Told = { orientation: 1 };
  let size: { width: number; height: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const kind = textAt(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > bytes.length) return undefined;
    const body = bytes.subarray(at + 8, at + 8 + length);
    const chunk = bytes.slice(at, Math.min(end, bytes.length));
    at = end;
    if (kind === 'EXIF') told = readExif(textAt(body, 0, 6) === 'Exif\0\0' ? body.subarray(6) : body);
    if (kind === 'EXIF' || kind === 'XMP ') continue;
    if (kind === 'ANIM' || kind === 'ANMF') return undefined;
    // The flags of the extended header say that there are EXIF (8) and XMP (4): there are none any more.
    if (kind === 'VP8X') chunk[8] = chunk[8]! & ~0x0c;
    size ??= sizeOf(kind, body);
    parts.push(chunk);
  }
  if (!size || parts.length === 0) return undefined;
  const content = joined(parts);
  const head = new Uint8Array(12);
  head.set(bytes.subarray(0, 12));
  new DataView(head.buffer).setUint32(4, content.length + 4, true);
  return { bytes: joined([head, content]), ...size, ...told };
}

function sizeOf(kind: string, body: Uint8Array): { width: number; height: number } | undefined {
  const at = (index: number): number => body[index] ?? 0;
  if (kind === 'VP8X') return { width: 1 + at(4) + (at(5) << 8) + (at(6) << 16), height: 1 + at(7) + (at(8) << 8) + (at(9) << 16) };
  if (kind === 'VP8L' && at(0) === 0x2f) {
    const bits = (at(1) | (at(2) << 8) | (at(3) << 16) | (at(4) << 24)) >>> 0;
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind === 'VP8 ' && at(3) === 0x9d && at(4) === 0x01 && at(5) === 0x2a) return { width: (at(6) | (at(7) << 8)) & 0x3fff, height: (at(8) | (at(9) << 8)) & 0x3fff };
  return undefined;
}
