import type { Told } from './exif.ts';

/** What a reader of one format finds: the picture alone, its stored size, and what EXIF told before it was dropped. */
export interface RawPhoto extends Told {
  bytes: Uint8Array;
  width: number;
  height: number;
}
