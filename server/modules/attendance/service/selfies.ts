import { readPhoto, shownUpright } from '../../../engines/photos/clean-photo.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { sniff } from '../../../platform/files/sniff.ts';
import type { House } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { MOST_TAKEN_BYTES } from '../contract/selfies.ts';
import * as storage from '../storage/reviews.ts';
import { ownPerson, staffOf } from './review.ts';

/** A photograph proves the morning, not last week: as long as an offline check-in may be on its way. */
const TAKEN_FOR_DAYS = 7;

/** Like biometric data (UU 27/2022): kept until a recap can no longer be objected to. The house's number, no regulation's. */
export const SELFIE_DAYS = 60;

/** Cleaned of everything but its picture (UU 27/2022: no more than is needed); on disk before its row. */
export const attachSelfie = async (ctx: Context, { id, bytes: given }: { id: string; bytes: Uint8Array | string }): Promise<{ id: string }> => {
  const bytes = typeof given === 'string' ? new Uint8Array(Buffer.from(given, 'base64')) : given;
  if (bytes.length > MOST_TAKEN_BYTES) throw new Refused({ code: 'attendance.selfie-too-large' });
  const photo = sniff(bytes)?.startsWith('image/') ? readPhoto(bytes) : undefined;
  if (!photo) throw new Refused({ code: 'attendance.selfie-broken' });
  const kept = shownUpright(photo);
  return inTenant(ctx, async (t) => {
    const punch = await storage.findOwn(t.tx, t.instansi, id);
    const now = t.house.clock.now();
    if (!punch || punch.person !== (await ownPerson(t))) throw new Refused({ code: 'attendance.check-in-unknown' });
    if (now.getTime() - punch.at.getTime() > TAKEN_FOR_DAYS * 86_400_000) throw new Refused({ code: 'attendance.selfie-late' });
    const sha256 = await t.house.files.put(t.instansi, kept);
    const isNew = await storage.insertSelfie(t.tx, t.instansi, { id, person: punch.person, sha256, type: sniff(kept)!, bytes: kept.length, at: now });
    if (isNew) await audit(t, { action: 'attendance.selfie-attached', object: 'check-in', objectId: id, detail: { bytes: kept.length } });
    return { id };
  });
};

/** The photograph of a check-in: for its owner and for the direct superior, who reviews it; each look of the latter is in the trail. */
export const seeSelfie = (ctx: Context, id: string): Promise<{ sha256: string; type: string }> =>
  inTenant(ctx, async (t) => {
    const found = await storage.findSelfie(t.tx, t.instansi, id);
    const me = await ownPerson(t);
    if (!found || (found.person !== me && (await staffOf(t, [found.person])).get(found.person)?.superior !== me)) throw new Refused({ code: 'attendance.check-in-unknown' });
    if (found.dropped_at) throw new Refused({ code: 'files.gone' });
    if (found.person !== me) await audit(t, { action: 'attendance.selfie-seen', object: 'check-in', objectId: id });
    return found;
  });

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
