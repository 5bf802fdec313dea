import { Refused } from '../../../platform/kernel/refusal.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { networkOfIp, takeTry } from '../../../platform/request/rate-limit.ts';
import { readPhoto, stripPhoto } from '../rules/photos-carry-no-place.ts';
import { sniff } from '../../../platform/files/sniff.ts';
import { insertGuestPhoto } from '../storage/photos.ts';

/** Of guests, by network; behind one address of a mobile operator there are many. */
const PER_NETWORK = { tries: 300, minutes: 60 };
const MOST_MEGAPIXELS = 50;

/**
 * Keeps a photo of somebody without an account. Where and when it was taken is read and offered for the form; then
 * everything but the picture is taken out of it (UU 27/2022: no more than is needed).
 * @throws Refused `files.*`, `complaints.photo-broken`, `.photo-too-big` (a small file may unfold into a very large picture)
 */
export async function storePhoto(ctx: Context, { name, bytes }: { name: string; bytes: Uint8Array | string }) {
  const given = typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : bytes;
  const network = ctx.house.secrets.hash('rate', `complaints/photo/${networkOfIp(ctx.ip)}`);
  if (!ctx.viewer) {
    const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), network, PER_NETWORK);
    if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  }
  const type = sniff(given);
  let kept = given;
  let found: ReturnType<typeof readPhoto> | undefined;
  if (type?.startsWith('image/')) {
    found = readPhoto(given, type);
    if (!found) throw new Refused({ code: 'complaints.photo-broken' });
    const megapixels = (found.width * found.height) / 1_000_000;
    if (megapixels > MOST_MEGAPIXELS) throw new Refused({ code: 'complaints.photo-too-big', data: { megapixels: Math.round(megapixels) } });
    kept = stripPhoto(given, type);
  }
  return inTenant(ctx, async (t) => {
    const stored = await storeUpload(t, name, kept, t.viewer?.accountId ?? null);
    if (!t.viewer) await insertGuestPhoto(t.tx, t.instansi, stored.id, network, t.house.clock.now());
    return { ...stored, ...(found?.point ? { point: found.point } : {}), ...(found?.takenAt ? { takenAt: found.takenAt } : {}) };
  });
}
