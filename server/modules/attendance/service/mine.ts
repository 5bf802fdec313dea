import { part } from '../../../platform/house.ts';
import { addDays, momentAt } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, mustHat, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { WorkSchedulesPort } from '../../work-schedules/contract.ts';
import type { MyDay, OwnPunch } from '../contract/mine.ts';
import { sentencesOf } from '../contract/reasons.ts';
import { listOwn, type OwnRow } from '../storage/reviews.ts';
import { SELFIE_DAYS } from './selfies.ts';
import { phoneState } from './phones.ts';
import { ownPerson } from './review.ts';
import { groundOf, placesHere, readStandings } from './standing.ts';

const told = (row: OwnRow): OwnPunch => ({
  id: row.id, at: row.at.toISOString(), receivedAt: row.received_at.toISOString(), direction: row.direction, source: row.source, place: row.place_name, verdict: row.verdict, reasons: sentencesOf(row.reasons),
  review: row.decision ?? (row.verdict === 'marked' ? 'open' : 'none'), words: row.words ?? '', selfie: row.selfie,
});

/** What the phone carries to check in without network: the own places and hours of today, and what was taken so far. */
export async function myDay(ctx: Context, { device }: { device?: string | undefined }): Promise<MyDay> {
  const ground = await groundOf(ctx);
  // Not only reading: an institution that never looked at its calendar begins it here.
  return inTenant(ctx, async (t) => {
    const now = t.house.clock.now();
    const { day, zone, rule } = ground;
    const person = await ownPerson(t);
    const standing = (await readStandings(t, [mustHat(t).holdingId], day)).get(mustHat(t).holdingId);
    const places = standing ? placesHere(ground, standing, now) : [];
    const rows = await listOwn(t.tx, t.instansi, person, momentAt(addDays(day, -1), 0, zone));
    return {
      at: now.toISOString(), day, punches: rows.map(told), work: await workOf(t, person, day, zone), selfie: rule.selfie, selfieDays: SELFIE_DAYS, accuracyLimit: rule.accuracyLimit, offlineHours: rule.offlineHours, phone: await phoneState(t, person, device),
      places: places.map(({ id, name, kind, circle }) => ({ id, name, kind, latitude: circle?.latitude ?? null, longitude: circle?.longitude ?? null, radius: circle?.radius ?? null, to: ground.places.get(id)?.to_at?.toISOString() ?? null })),
    };
  });
}

async function workOf(t: TenantContext, person: string, day: string, zone: 'WIB' | 'WITA' | 'WIT'): Promise<MyDay['work']> {
  const [found] = (await part<WorkSchedulesPort<TenantContext>>(t.house, 'work-schedules').days(t, [person], day, day)).get(person) ?? [];
  if (!found) return null;
  const at = (seconds: number | undefined) => (seconds === undefined ? null : momentAt(day, seconds / 60, zone).toISOString());
  return { kind: found.kind, name: found.name ?? null, start: at(found.shift?.start), end: at(found.shift?.end) };
}
