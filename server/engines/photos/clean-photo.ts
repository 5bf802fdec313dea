import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** A photo without anything but its picture: no position, no camera, no time, no thumbnail, nothing behind its end. */
export interface CleanPhoto {
  bytes: Uint8Array;
  kind: 'jpg' | 'png' | 'webp';
  /** As people see it, after turning; pixels. */
  width: number;
  height: number;
  /** To be turned clockwise by so many degrees, after mirroring left to right. */
  turn: 0 | 90 | 180 | 270;
  mirrored: boolean;
}

/** More pixels than any phone takes; a small file that claims more would fill the memory of who draws it. */
const MOST_PIXELS = 120_000_000;

/** EXIF 2.3, tag 0x0112: how the stored picture becomes the one that was seen. */
const HELD: Record<number, { turn: CleanPhoto['turn']; mirrored: boolean }> = {
  1: { turn: 0, mirrored: false }, 2: { turn: 0, mirrored: true }, 3: { turn: 180, mirrored: false }, 4: { turn: 180, mirrored: true },
  5: { turn: 270, mirrored: true }, 6: { turn: 90, mirrored: false }, 7: { turn: 90, mirrored: true }, 8: { turn: 270, mirrored: false },
};

/** `cleanPhoto(bytes)?.turn` is 90 for a phone held upright. Undefined for what is no whole JPEG, PNG or WebP. */
export function cleanPhoto(bytes: Uint8Array): CleanPhoto | undefined {
  for (const [kind, clean] of [['jpg', cleanJpeg], ['png', cleanPng], ['webp', cleanWebp]] as const) {
    const raw = clean(bytes);
    if (!raw) continue;
    if (raw.width < 1 || raw.height < 1 || raw.width * raw.height > MOST_PIXELS) return undefined;
    const held = HELD[raw.orientation] ?? HELD[1]!;
    const lying = held.turn === 90 || held.turn === 270;
    return { bytes: raw.bytes, kind, ...held, width: lying ? raw.height : raw.width, height: lying ? raw.width : raw.height };
  }
  return undefined;
}
