/** What a reader of one format finds: the picture alone, its stored size, and how EXIF says it was held (1 to 8). */
export interface RawPhoto {
  bytes: Uint8Array;
  width: number;
  height: number;
  orientation: number;
}
