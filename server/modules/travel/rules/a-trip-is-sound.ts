import { isCalendarDay, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import type { TravellerInput, TripPart } from '../contract/shapes.ts';

/** A journey longer than this is a posting. House rule. */
export const MOST_DAYS = 90;

/** Both ends are days of the journey: leaving and returning on one day is one day. */
export const daysOf = (fromDay: CalendarDay, toDay: CalendarDay): number => Math.round((Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000) + 1;

/** Days in order, everybody named once. A past day is allowed: orders are written late. Refuses `travel.days`, `travel.half-day`, `travel.traveller`, `travel.twice`. */
export function aTripIsSound(trip: { fromDay: CalendarDay; toDay: CalendarDay; part?: TripPart; travellers: readonly TravellerInput[] }): Result<void> {
  const days = isCalendarDay(trip.fromDay) && isCalendarDay(trip.toDay) ? daysOf(trip.fromDay, trip.toDay) : 0;
  if (days < 1 || days > MOST_DAYS) return { ok: false, refusal: { code: 'travel.days', fields: [{ path: 'toDay', message: 'Periksa tanggal kembalinya.' }] } };
  if (trip.part !== undefined && trip.part !== 'full' && days > 1) return { ok: false, refusal: { code: 'travel.half-day', fields: [{ path: 'part', message: 'Pilih sepanjang hari, atau samakan tanggalnya.' }] } };
  const problems: FieldRefusal[] = [];
  for (const [at, one] of trip.travellers.entries()) {
    if (one.holding) continue;
    if (one.name.length < 2) problems.push({ path: `travellers.${at}.name`, message: 'Tulis namanya.' });
    if (one.title.length < 2) problems.push({ path: `travellers.${at}.title`, message: 'Tulis jabatan atau pekerjaannya.' });
  }
  if (problems.length > 0) return { ok: false, refusal: { code: 'travel.traveller', fields: problems } };
  const keys = trip.travellers.map((one) => one.holding ?? `${one.name.toLowerCase()}/${one.nip}`);
  return new Set(keys).size === keys.length ? ok(undefined) : refuse('travel.twice');
}
