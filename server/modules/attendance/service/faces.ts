import { readPhoto, shownUpright } from '../../../engines/photos/clean-photo.ts';
import { sniff } from '../../../platform/files/sniff.ts';
import type { Context } from '../../../platform/request/context.ts';

/** The picture alone, without where and with what it was taken (UU 27/2022: no more than is needed); undefined: no whole photograph. */
export function cleanFace(given: Uint8Array): Uint8Array | undefined {
  const photo = sniff(given)?.startsWith('image/') ? readPhoto(given) : undefined;
  return photo && shownUpright(photo);
}

const purposeOf = ({ instansi }: Context): string => `attendance-face/${instansi}`;

/**
 * Keeps a face sealed, bound to its check-in. Its bytes are then no other file's: dropped when their time is over, they take nothing
 * along, also not an evidence whose picture somebody sent as a face. @returns name in the store of files
 */
export const keepFace = (ctx: Context, checkIn: string, face: Uint8Array): Promise<string> => ctx.house.files.put(ctx.instansi, ctx.house.secrets.sealBytes(purposeOf(ctx), face, checkIn));

/** @throws Refused `files.gone` */
export async function openFace(ctx: Context, checkIn: string, sha256: string): Promise<Buffer> {
  const kept = await ctx.house.files.read(ctx.instansi, sha256);
  // Of the first days: kept as they came.
  return sniff(kept) ? kept : ctx.house.secrets.openBytes(purposeOf(ctx), kept, checkIn);
}
