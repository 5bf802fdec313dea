import { describe, expect, it } from 'vitest';
import { createTypesetter } from '../documents/typst/typesetter.ts';
import { cleanPhoto } from './clean-photo.ts';
import { exif, phonePhoto, picture } from './photos.testing.ts';

const SECRETS = /RAHASIA|Exif|GPS|Photoshop/;
const pngWithText = () => {
  const png = picture('png');
  const body = Buffer.concat([Buffer.from('eXIf'), exif(8)]);
  const chunk = Buffer.concat([Buffer.alloc(4), body, Buffer.alloc(4)]);
  chunk.writeUInt32BE(body.length - 4, 0);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33), Buffer.from('RAHASIA di belakang')]);
};

describe('a photo', () => {
  it.each([[1, 0, false], [2, 0, true], [3, 180, false], [4, 180, true], [5, 270, true], [6, 90, false], [7, 90, true], [8, 270, false]] as const)('held as EXIF %i is turned by %i', (orientation, turn, mirrored) => {
    for (const little of [true, false]) {
      const clean = cleanPhoto(phonePhoto(orientation, { little }))!;
      expect([clean.turn, clean.mirrored, clean.kind]).toEqual([turn, mirrored, 'jpg']);
      expect([clean.width, clean.height]).toEqual(turn % 180 === 0 ? [48, 32] : [32, 48]);
    }
  });
  it('carries no position, camera, text, nor what stands behind its end', () => {
    expect(phonePhoto(6).toString('latin1')).toMatch(SECRETS);
    const clean = Buffer.from(cleanPhoto(phonePhoto(6))!.bytes);
    expect(clean.toString('latin1')).not.toMatch(SECRETS);
    // What is left is the picture of the canvas to the byte.
    expect(clean.equals(Buffer.from(cleanPhoto(picture('jpg'))!.bytes))).toBe(true);
    expect(clean.equals(picture('jpg'))).toBe(true);
    const png = cleanPhoto(pngWithText())!;
    expect([png.turn, png.kind, Buffer.from(png.bytes).equals(picture('png'))]).toEqual([270, 'png', true]);
    expect(cleanPhoto(picture('webp'))).toMatchObject({ kind: 'webp', width: 48, height: 32, turn: 0 });
  });
  it('that is none, is cut off, or claims to be huge is not taken', () => {
    const jpeg = picture('jpg');
    for (const bytes of [Buffer.from('%PDF-1.7'), Buffer.alloc(0), jpeg.subarray(0, 30), picture('png').subarray(0, 40), picture('webp').subarray(0, 40), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])]) {
      expect(cleanPhoto(bytes)).toBeUndefined();
    }
    const huge = Buffer.from(picture('png'));
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    expect(cleanPhoto(huge)).toBeUndefined();
  });
  it('never fails on rubbish', () => {
    let seed = 7;
    const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0);
    for (const kind of ['jpg', 'png', 'webp'] as const) {
      for (let round = 0; round < 300; round += 1) {
        const bytes = Buffer.from(kind === 'jpg' ? phonePhoto(6) : picture(kind));
        for (let change = 0; change < 6; change += 1) bytes[next() % bytes.length] = next() >>> 24;
        expect(() => cleanPhoto(bytes)).not.toThrow();
      }
    }
  });
});

describe('photos of one document', () => {
  it('become one PDF, a page each, lying or standing as they were held', async () => {
    const typesetter = createTypesetter();
    const photos = [phonePhoto(1), phonePhoto(6), phonePhoto(5), picture('png'), picture('webp')].map((bytes) => cleanPhoto(bytes)!);
    const pdf = (await typesetter.photoPages({ photos, title: 'Surat pengantar #1 <b>', author: 'Kabupaten', createdAt: new Date('2026-03-02T02:00:00Z') })).toString('latin1');
    await typesetter.stop();
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect([...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 (\d+)(?:\.\d+)? (\d+)/g)].map((match) => [Number(match[1]), Number(match[2])])).toEqual([[841, 595], [595, 841], [595, 841], [841, 595], [841, 595]]);
    expect(pdf).not.toMatch(/RAHASIA/);
  });
});
