import { audit } from '../../../platform/audit/audit.ts';
import { sniff } from '../../../platform/files/sniff.ts';
import type { House } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { MOST_TAKEN_BYTES } from '../contract/selfies.ts';
import * as storage from '../storage/reviews.ts';
import { cleanFace, keepFace, openFace } from './faces.ts';
import { ownPerson, staffOf } from './review.ts';

/** A photograph proves the morning, not last week: as long as an offline check-in may be on its way. */
const TAKEN_FOR_DAYS = 7;

/** Like biometric data (UU 27/2022): kept until a recap can no longer be objected to. The house's number, no regulation's. */
export const SELFIE_DAYS = 60;

/** On disk before its row, and outside any transaction. */
export const attachSelfie = async (ctx: Context, { id, bytes: given }: { id: string; bytes: Uint8Array | string }): Promise<{ id: string }> => {
  const bytes = typeof given === 'string' ? new Uint8Array(Buffer.from(given, 'base64')) : given;
  if (bytes.length > MOST_TAKEN_BYTES) throw new Refused({ code: 'attendance.selfie-too-large' });
  const face = cleanFace(bytes);
  if (!face) throw new Refused({ code: 'attendance.selfie-broken' });
  const { person, isThere } = await readTenant(ctx, (t) => mayAttach(t, id));
  if (isThere) return { id };
  const sha256 = await keepFace(ctx, id, face);
  let isNew = false;
  try {
    isNew = await inTenant(ctx, async (t) => {
      const stored = await storage.insertSelfie(t.tx, t.instansi, { id, person, sha256, type: sniff(face)!, bytes: face.length, at: t.house.clock.now() });
      if (stored) await audit(t, { action: 'attendance.selfie-attached', object: 'check-in', objectId: id, detail: { bytes: face.length } });
      return stored;
    });
  } finally {
    if (!isNew) await ctx.house.files.drop(ctx.instansi, sha256);
  }
  return { id };
};
async function mayAttach(t: TenantContext, id: string): Promise<{ person: string; isThere: boolean }> {
  const punch = await storage.findOwn(t.tx, t.instansi, id);
  if (!punch || punch.person !== (await ownPerson(t))) throw new Refused({ code: 'attendance.check-in-unknown' });
  if (t.house.clock.now().getTime() - punch.at.getTime() > TAKEN_FOR_DAYS * 86_400_000) throw new Refused({ code: 'attendance.selfie-late' });
  return { person: punch.person, isThere: (await storage.findSelfie(t.tx, t.instansi, id)) !== undefined };
}

/** The photograph of a check-in, from a phone or a shared device: for its owner and for the direct superior, who reviews it; each look of the latter is in the trail. */
export async function seeSelfie(ctx: Context, id: string): Promise<{ sha256: string; type: string; bytes: Buffer }> {
  const { sha256 } = await inTenant(ctx, async (t) => {
    const found = await storage.findSelfie(t.tx, t.instansi, id);
    const me = await ownPerson(t);
    if (!found || (found.person !== me && (await staffOf(t, [found.person])).get(found.person)?.superior !== me)) throw new Refused({ code: 'attendance.check-in-unknown' });
    if (found.dropped_at) throw new Refused({ code: 'files.gone' });
    if (found.person !== me) await audit(t, { action: 'attendance.selfie-seen', object: 'check-in', objectId: id });
    return found;
  });
  const bytes = await openFace(ctx, id, sha256);
  return { sha256, bytes, type: sniff(bytes) ?? 'application/octet-stream' };
}

/** Every night: bytes go when their time is over; that there was a photograph stays. */
export async function dropOldSelfies(house: House): Promise<void> {
  const now = house.clock.now();
  const before = new Date(now.getTime() - SELFIE_DAYS * 86_400_000);
  for (const instansi of await house.db.asOwner((tx) => storage.selfiesOver(tx, before))) {
    for (let more = true; more; ) {
      const dropped = await house.db.inTenant(instansi, (tx) => storage.dropSelfies(tx, instansi, before, now));
      for (const { sha256, held } of dropped) if (!held) await house.files.drop(instansi, sha256);
      more = dropped.length > 0;
    }
  }
}
