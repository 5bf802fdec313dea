import { joined, readExif, textAt, type Told } from './exif.ts';
import type { RawPhoto } from './raw-photo.ts';

/** What the picture itself needs (PNG, third edition); texts, times and EXIF go. */
const STAYS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs']);
const SIGNATURE = '\x89PNG\r\n\x1a\n';

export function cleanPng(bytes: Uint8Array): RawPhoto | undefined {
  if (textAt(bytes, 0, 8) !== SIGNATURE || bytes.length < 33) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let told: Told = { orientation: 1 };
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const kind = textAt(bytes, at + 4, 4);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    if (kind === 'eXIf') told = readExif(bytes.subarray(at + 8, end - 4));
    if (STAYS.has(kind)) parts.push(bytes.subarray(at, end));
    if (kind === 'IEND') return { bytes: joined(parts), width: view.getUint32(16), height: view.getUint32(20), ...told };
    at = end;
  }
  return undefined;
}
