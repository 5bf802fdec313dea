import { Refused } from '../../../platform/kernel/refusal.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { sniff, type FileType } from '../../../platform/files/sniff.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { networkOfIp, takeTry } from '../../../platform/request/rate-limit.ts';
import { readPhoto, shownUpright, type CleanPhoto } from '../../../engines/photos/clean-photo.ts';
import * as storage from '../storage/photos.ts';

// Chapters: what is kept of a photo · in one sending · in pieces

/** Of guests, by network; behind one address of a mobile operator there are many. */
const PER_NETWORK = { tries: 300, minutes: 60 };
const MOST_MEGAPIXELS = 50;

export interface CleanFile {
  type: FileType;
  kept: Uint8Array;
  photo?: CleanPhoto;
}

/**
 * Where and when a photo was taken is read and offered for the form; then everything but the picture is taken out of it
 * (UU 27/2022: no more than is needed).
 * @throws Refused `files.wrong-type`, `complaints.photo-heic`, `.photo-broken`, `.photo-too-big` (a small file may unfold into a very large picture)
 */
export function cleaned(given: Uint8Array): CleanFile {
  const type = sniff(given);
  if (!type) throw new Refused({ code: isHeic(given) ? 'complaints.photo-heic' : 'files.wrong-type' });
  if (!type.startsWith('image/')) return { type, kept: given };
  const photo = readPhoto(given);
  if (!photo) throw new Refused({ code: 'complaints.photo-broken' });
  const megapixels = (photo.width * photo.height) / 1_000_000;
  if (megapixels > MOST_MEGAPIXELS) throw new Refused({ code: 'complaints.photo-too-big', data: { megapixels: Math.round(megapixels) } });
  return { type, kept: shownUpright(photo), photo };
}
const isHeic = (given: Uint8Array): boolean => /^ftyp(hei[cxms]|hev[cxms]|mif1|msf1)/.test(Buffer.from(given.subarray(4, 12)).toString('latin1'));
const told = (photo: CleanPhoto | undefined) => ({ ...(photo?.point ? { point: photo.point } : {}), ...(photo?.takenAt ? { takenAt: photo.takenAt } : {}) });

/** @returns the key under which a guest's network is known; nothing for who is signed in */
async function guardNetwork(ctx: Context): Promise<Buffer> {
  const network = ctx.house.secrets.hash('rate', `complaints/photo/${networkOfIp(ctx.ip)}`);
  if (ctx.viewer) return network;
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), network, PER_NETWORK);
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  return network;
}

export async function storePhoto(ctx: Context, { name, bytes }: { name: string; bytes: Uint8Array | string }) {
  const network = await guardNetwork(ctx);
  const { kept, photo } = cleaned(typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : bytes);
  return inTenant(ctx, async (t) => {
    const stored = await storeUpload(t, name, kept, t.viewer?.accountId ?? null);
    if (!t.viewer) await storage.insertGuestPhoto(t.tx, t.instansi, stored.id, network, t.house.clock.now());
    return { ...stored, ...told(photo) };
  });
}

export async function beginPhoto(ctx: Context, { name, size }: { name: string; size: number }) {
  if (size > ctx.house.settings.maxUploadBytes) throw new Refused({ code: 'files.too-large', data: { megabytes: Math.floor(ctx.house.settings.maxUploadBytes / 1024 / 1024) } });
  const network = await guardNetwork(ctx);
  const id = uuidv7();
  const at = ctx.house.clock.now();
  await inTenant(ctx, async (t) => {
    await storage.beginPhoto(t.tx, t.instansi, { id, account: t.viewer?.accountId ?? null, name: name.split(/[\\/]/).at(-1)!.replace(/\p{Cc}|\p{Cf}/gu, '').trim().slice(0, 120) || 'foto', size, at });
    if (!t.viewer) await storage.insertGuestPhoto(t.tx, t.instansi, id, network, at);
  });
  return { id, offset: 0 };
}

async function mustPhoto(ctx: Context, id: string): Promise<storage.PartialPhoto> {
  const row = await inTenant(ctx, (t) => storage.findPhoto(t.tx, t.instansi, id, t.viewer?.accountId ?? null));
  if (!row) throw new Refused({ code: 'files.unknown' });
  return row;
}

export async function getPhoto(ctx: Context, { id }: { id: string }) {
  const row = await mustPhoto(ctx, id);
  return { id, offset: row.completed_at ? row.size : row.received, complete: row.completed_at !== null };
}

/** One piece at its offset; the last one is cleaned like a whole photo. Whoever holds the id may go on with it. */
export async function appendPhoto(ctx: Context, id: string, offset: number, piece: Uint8Array) {
  const row = await mustPhoto(ctx, id);
  if (row.completed_at) return { id, offset: row.size, complete: true };
  if (offset > row.received || offset + piece.length > row.size) throw new Refused({ code: 'files.wrong-offset', data: { offset: row.received } });
  const received = await ctx.house.files.append(ctx.instansi, id, offset, piece);
  if (received < row.size) {
    await inTenant(ctx, (t) => storage.photoReceived(t.tx, t.instansi, id, received));
    return { id, offset: received, complete: false };
  }
  const { bytes } = await ctx.house.files.finish(ctx.instansi, id);
  try {
    const { type, kept, photo } = cleaned(bytes);
    const sha256 = await ctx.house.files.put(ctx.instansi, kept);
    await inTenant(ctx, (t) => storage.photoComplete(t.tx, t.instansi, id, { sha256, type, size: kept.length, at: t.house.clock.now() }));
    return { id, offset: kept.length, complete: true, name: row.name, type, bytes: kept.length, ...told(photo) };
  } catch (error) {
    await inTenant(ctx, (t) => storage.dropPhoto(t.tx, t.instansi, id));
    throw error;
  }
}
