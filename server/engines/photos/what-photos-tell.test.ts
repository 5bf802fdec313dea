import { describe, expect, it } from 'vitest';
import { readPhoto, shownUpright } from './clean-photo.ts';

// Pictures are built here by hand, so that what must be found and what must be gone is known to the byte.

const u16 = (n: number) => [(n >> 8) & 255, n & 255];
const u32 = (n: number) => [...u16(n >>> 16), ...u16(n & 0xffff)];
const text = (s: string) => [...s].map((c) => c.charCodeAt(0));
/** TIFF, most significant byte first: orientation, camera time, position of Ponorogo. */
function tiff(): number[] {
  const main = [...u16(3), ...u16(0x0112), ...u16(3), ...u32(1), ...u16(6), 0, 0, ...u16(0x8769), ...u16(4), ...u32(1), ...u32(50), ...u16(0x8825), ...u16(4), ...u32(1), ...u32(88), ...u32(0)];
  const camera = [...u16(1), ...u16(0x9003), ...u16(2), ...u32(20), ...u32(68), ...u32(0)];
  const time = text('2026:03:01 07:15:30\0');
  const gps = [...u16(4), ...u16(1), ...u16(2), ...u32(2), ...text('S\0'), 0, 0, ...u16(2), ...u16(5), ...u32(3), ...u32(142), ...u16(3), ...u16(2), ...u32(2), ...text('E\0'), 0, 0, ...u16(4), ...u16(5), ...u32(3), ...u32(166), ...u32(0)];
  const rational = (d: number, m: number, s100: number) => [...u32(d), ...u32(1), ...u32(m), ...u32(1), ...u32(s100), ...u32(100)];
  return [...text('MM'), 0, 42, ...u32(8), ...main, ...camera, ...time, ...gps, ...rational(7, 52, 1704), ...rational(111, 27, 4500)];
}
const segment = (kind: number, data: number[]) => [0xff, kind, ...u16(data.length + 2), ...data];
const jpeg = (width: number, height: number, exif = tiff()) =>
  new Uint8Array([0xff, 0xd8, ...segment(0xe0, [...text('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]), ...segment(0xe1, [...text('Exif\0\0'), ...exif]), ...segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0SECRET')), ...segment(0xfe, text('SECRET')),
    ...segment(0xc0, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]), ...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 0xff, 0, 3, 0xff, 0xd9, ...text('SECRET VIDEO')]);
const chunk = (kind: string, data: number[]) => [...u32(data.length), ...text(kind), ...data, 0, 0, 0, 0];
const png = () => new Uint8Array([0x89, ...text('PNG\r\n\u001a\n'), ...chunk('IHDR', [...u32(640), ...u32(480), 8, 2, 0, 0, 0]), ...chunk('eXIf', tiff()), ...chunk('tEXt', text('SECRET')), ...chunk('IDAT', [1, 2, 3]), ...chunk('IEND', [])]);
const little = (n: number) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];
const riff = (kind: string, data: number[]) => [...text(kind), ...little(data.length), ...data, ...(data.length % 2 ? [0] : [])];
const webp = () => {
  const body = [...riff('VP8X', [0b1100, 0, 0, 0, ...little(639).slice(0, 3), ...little(479).slice(0, 3)]), ...riff('VP8 ', [1, 2, 3]), ...riff('EXIF', tiff()), ...riff('XMP ', text('SECRET'))];
  return new Uint8Array([...text('RIFF'), ...little(body.length + 4), ...text('WEBP'), ...body]);
};
const has = (bytes: Uint8Array, what: string) => Buffer.from(bytes).toString('latin1').includes(what);

const told = (bytes: Uint8Array) => {
  const photo = readPhoto(bytes);
  return photo && { width: photo.width, height: photo.height, ...(photo.point ? { point: photo.point } : {}), ...(photo.takenAt ? { takenAt: photo.takenAt } : {}) };
};

// Held upright (EXIF 6): what is stored lying is seen standing.
describe.each([['jpg', jpeg(4000, 3000), 3000, 4000], ['png', png(), 480, 640], ['webp', webp(), 480, 640]])('%s', (kind, bytes, width, height) => {
  it('tells size, place and time', () => {
    expect(told(bytes)).toEqual({ width, height, point: { lat: -7.8714, lng: 111.4625 }, takenAt: '2026-03-01T07:15:30' });
    expect(readPhoto(bytes)!.kind).toBe(kind);
  });
  it('is the same picture without them', () => {
    const shown = shownUpright(readPhoto(bytes)!);
    // Only a JPEG still says which way up it is: cameras write nothing else.
    expect(told(shown)).toEqual(kind === 'jpg' ? { width, height } : { width: height, height: width });
    expect(has(shown, 'SECRET')).toBe(false);
    expect(has(shown, '2026')).toBe(false);
    expect(shown.length).toBeGreaterThan(40);
    expect(shownUpright(readPhoto(shown)!)).toEqual(shown);
  });
});

describe('broken and hostile files', () => {
  it('tell nothing, throw nothing', () => {
    const whole = jpeg(10, 10);
    for (let cut = 0; cut < whole.length; cut += 3) expect(() => readPhoto(whole.subarray(0, cut))).not.toThrow();
    for (let i = 0; i < 300; i++) {
      const bent = Uint8Array.from(whole);
      bent[(i * 7919) % bent.length] = (i * 31) & 255;
      expect(() => told(bent)).not.toThrow();
    }
    expect(readPhoto(new Uint8Array([0xff, 0xd8, 0xff]))).toBeUndefined();
  });
  it('0, 0 is no place', () => {
    const zero = tiff().map((b, i) => (i >= 142 && i < 190 ? [0, 0, 0, 0, 0, 0, 0, 1][(i - 142) % 8]! : b));
    expect(told(jpeg(10, 10, zero))).toEqual({ width: 10, height: 10, takenAt: '2026-03-01T07:15:30' });
  });
});
