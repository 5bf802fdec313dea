/** Orientation (1 to 8) out of a TIFF block as EXIF carries it; 1 when it says nothing that can be read. */
export function orientationOf(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 14) return 1;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const little = order === 0x4949;
  const at = view.getUint32(4, little);
  if (at + 2 > tiff.length) return 1;
  const count = view.getUint16(at, little);
  for (let entry = 0; entry < count; entry += 1) {
    const where = at + 2 + entry * 12;
    if (where + 12 > tiff.length) return 1;
    if (view.getUint16(where, little) !== 0x0112) continue;
    const value = view.getUint16(where + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
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
