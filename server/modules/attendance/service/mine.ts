import { part } from '../../../platform/house.ts';
import { addDays, momentAt } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, mustHat, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { WorkSchedulesPort } from '../../work-schedules/contract.ts';
import type { MyDay, OwnPunch, OwnWorkDay } from '../contract/mine.ts';
import { sentencesOf } from '../contract/reasons.ts';
import { listOwn, type OwnRow } from '../storage/reviews.ts';
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
      at: now.toISOString(), day, punches: rows.map(told), days: await daysOf(t, person, day, zone), selfie: rule.selfie, selfieDays: rule.selfieDays, accuracyLimit: rule.accuracyLimit, offlineHours: rule.offlineHours, phone: await phoneState(t, person, device),
      places: places.map(({ id, name, kind, circle }) => ({ id, name, kind, latitude: circle?.latitude ?? null, longitude: circle?.longitude ?? null, radius: circle?.radius ?? null, to: ground.places.get(id)?.to_at?.toISOString() ?? null })),
    };
  });
}

/** A phone that is not heard of for a week knows its hours all the same. */
const DAYS_AHEAD = 7;

async function daysOf(t: TenantContext, person: string, day: string, zone: 'WIB' | 'WITA' | 'WIT'): Promise<OwnWorkDay[]> {
  const found = (await part<WorkSchedulesPort<TenantContext>>(t.house, 'work-schedules').days(t, [person], addDays(day, -1), addDays(day, DAYS_AHEAD))).get(person) ?? [];
  return found.map(({ day: on, kind, name, shift }) => {
    const at = (seconds: number) => momentAt(on, seconds / 60, zone).toISOString();
    return { day: on, kind, name: name ?? null, shift: shift ? { code: shift.code, start: at(shift.start), end: at(shift.end), opens: at(shift.opens), closes: at(shift.closes) } : null };
  });
}
