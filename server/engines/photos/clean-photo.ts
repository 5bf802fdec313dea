import { joined, type Told } from './exif.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** A photo without anything but its picture: no position, no camera, no time, no thumbnail, nothing behind its end. */
export interface CleanPhoto extends Told {
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

/** `readPhoto(bytes)?.turn` is 90 for a phone held upright. Undefined for what is no whole JPEG, PNG or WebP; of any size. */
export function readPhoto(bytes: Uint8Array): CleanPhoto | undefined {
  for (const [kind, clean] of [['jpg', cleanJpeg], ['png', cleanPng], ['webp', cleanWebp]] as const) {
    const raw = clean(bytes);
    if (!raw) continue;
    if (raw.width < 1 || raw.height < 1) return undefined;
    const held = HELD[raw.orientation]!;
    const lying = held.turn === 90 || held.turn === 270;
    return { ...raw, kind, ...held, width: lying ? raw.height : raw.width, height: lying ? raw.width : raw.height };
  }
  return undefined;
}

/** The same for who draws it: undefined also when it would be too large to draw. */
export function cleanPhoto(bytes: Uint8Array): CleanPhoto | undefined {
  const photo = readPhoto(bytes);
  return photo && photo.width * photo.height <= MOST_PIXELS ? photo : undefined;
}

/**
 * For who only shows it: the clean picture, which still says which way up it is (browsers turn it then). PNG and WebP
 * are not turned by cameras, and stay as they are.
 */
export function shownUpright({ bytes, kind, orientation }: CleanPhoto): Uint8Array {
  return kind === 'jpg' && orientation > 1 ? joined([bytes.subarray(0, 2), orientationBlock(orientation), bytes.subarray(2)]) : bytes;
}

/** An APP1 segment with one tag: "Exif", a TIFF head, one entry 0x0112. */
const orientationBlock = (orientation: number): Uint8Array =>
  new Uint8Array([0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
