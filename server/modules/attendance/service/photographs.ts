import { audit } from '../../../platform/audit/audit.ts';
import { jobContext } from '../../../platform/events/events.ts';
import { sniff } from '../../../platform/files/sniff.ts';
import type { House } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { momentAt } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { MOST_TAKEN_BYTES } from '../contract/selfies.ts';
import * as storage from '../storage/photographs.ts';
import { findOwn } from '../storage/reviews.ts';
import { cleanFace, keepFace, openFace } from './faces.ts';
import { ownPerson, staffOf } from './review.ts';
import { ruleOn } from './rule-in-force.ts';
import { organizationOf, reachOf } from './units.ts';

/** A photograph proves the morning, not last month: a week without network, and days to come back from it. */
const TAKEN_FOR_DAYS = 14;

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
      const [now, { selfieDays }] = [t.house.clock.now(), await ruleOn(t, await organizationOf(t).today(t))];
      const stored = await storage.insertSelfie(t.tx, t.instansi, { id, person, sha256, type: sniff(face)!, bytes: face.length, at: now, keepUntil: daysFrom(now, selfieDays) });
      if (stored) await audit(t, { action: 'attendance.selfie-attached', object: 'check-in', objectId: id, detail: { bytes: face.length } });
      return stored;
    });
  } finally {
    if (!isNew) await ctx.house.files.drop(ctx.instansi, sha256);
  }
  return { id };
};
async function mayAttach(t: TenantContext, id: string): Promise<{ person: string; isThere: boolean }> {
  const punch = await findOwn(t.tx, t.instansi, id);
  if (!punch || punch.person !== (await ownPerson(t))) throw new Refused({ code: 'attendance.check-in-unknown' });
  if (t.house.clock.now().getTime() - punch.at.getTime() > TAKEN_FOR_DAYS * 86_400_000) throw new Refused({ code: 'attendance.selfie-late' });
  return { person: punch.person, isThere: (await storage.findPhotograph(t.tx, t.instansi, id)) !== undefined };
}

/** The photograph of a check-in, of the own phone or the shared device: for its owner, the direct superior, and who keeps the personnel matters of the unit; each look of others is in the trail. */
export async function seePhotograph(ctx: Context, id: string): Promise<{ sha256: string; type: string; bytes: Buffer }> {
  const { sha256 } = await inTenant(ctx, async (t) => {
    const found = await storage.findPhotograph(t.tx, t.instansi, id);
    const me = await ownPerson(t);
    if (!found || (found.person !== me && !(await mayLookAt(t, me, found.person)))) throw new Refused({ code: 'attendance.check-in-unknown' });
    if (found.dropped_at) throw new Refused({ code: 'files.gone' });
    if (found.person !== me) await audit(t, { action: 'attendance.photograph-seen', object: 'check-in', objectId: id, detail: { person: found.person } });
    return found;
  });
  const bytes = await openFace(ctx, id, sha256);
  return { sha256, bytes, type: sniff(bytes) ?? 'application/octet-stream' };
}

async function mayLookAt(t: TenantContext, me: string, person: string): Promise<boolean> {
  const staff = (await staffOf(t, [person])).get(person);
  return staff !== undefined && (staff.superior === me || (await reachOf(t)).has(staff.unit));
}

const MOST_PHOTOGRAPHS = 200;
/** Check-ins of one day that have a photograph, of the own staff and of the units whose personnel matters one keeps. */
export const listPhotographs = (ctx: Context, { day: asked }: { day?: string | undefined }) =>
  readTenant(ctx, async (t) => {
    const [zone, today, me, reach] = [await organizationOf(t).zone(t), await organizationOf(t).today(t), await ownPerson(t), await reachOf(t)];
    const day = asked ?? today;
    const from = momentAt(day, 0, zone);
    const rows = await storage.listPhotographs(t.tx, t.instansi, from, daysFrom(from, 1));
    const staff = await staffOf(t, [...new Set(rows.map((row) => row.person))]);
    const seen = rows.flatMap((row) => {
      const of = staff.get(row.person);
      return of && (of.superior === me || reach.has(of.unit)) ? [{ ...row, of }] : [];
    });
    const units = await organizationOf(t).unitFacts(t, [...new Set(seen.map(({ of }) => of.unit))]);
    return {
      day, today, zone, more: seen.length > MOST_PHOTOGRAPHS,
      items: seen.slice(0, MOST_PHOTOGRAPHS).map(({ of, ...row }) => ({ id: row.id, name: of.name, title: of.postTitle, unit: units.get(of.unit)?.name ?? '', at: row.at.toISOString(), direction: row.direction, source: row.source, device: row.device, here: row.here, until: row.until.toISOString() })),
    };
  });

export const daysFrom = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000);

/** Every night: bytes go when the time that was told is over, or that of a shorter rule; that there was a photograph stays. */
export async function dropOldSelfies(house: House): Promise<void> {
  const now = house.clock.now();
  for (const instansi of await house.db.asOwner((tx) => storage.selfiesKept(tx))) {
    for (let more = true; more; ) {
      const dropped = await inTenant(jobContext(house, instansi, 'job:attendance-drop-selfies'), async (t) => {
        const { selfieDays } = await ruleOn(t, await organizationOf(t).today(t));
        return storage.dropSelfies(t.tx, instansi, daysFrom(now, -selfieDays), now);
      });
      for (const { sha256, held } of dropped) if (!held) await house.files.drop(instansi, sha256);
      more = dropped.length > 0;
    }
  }
}
