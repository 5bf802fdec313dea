import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { PlaceKind } from '../contract.ts';

export interface GroundPlace {
  id: string;
  unit: string | null;
  name: string;
  kind: PlaceKind;
  latitude: number | null;
  longitude: number | null;
  radius: number | null;
  from_at: Date;
  to_at: Date | null;
}
/** Places that stand now or will; those of one person are found by the person. */
export const listGround = (tx: Tx, instansi: string, now: Date): Promise<GroundPlace[]> =>
  tx.many(sql`select id, unit, name, kind, latitude, longitude, radius, from_at, to_at from attendance.place where instansi = ${instansi} and (to_at is null or to_at > ${now}) order by name, id`);

export interface OwnPlace {
  person: string;
  place: string;
  from_day: CalendarDay;
  to_day: CalendarDay | null;
  weekdays: number[] | null;
}
export const listOwnPlaces = (tx: Tx, instansi: string, people: readonly string[], day: CalendarDay): Promise<OwnPlace[]> =>
  tx.many(sql`select person, place, from_day, to_day, weekdays from attendance.person_place where instansi = ${instansi} and person = any(${people}::uuid[]) and ended_at is null and (to_day is null or to_day >= ${day})`);

/** Where each was seen last, within a day. */
export const listLastSeen = (tx: Tx, instansi: string, people: readonly string[], since: Date): Promise<{ person: string; at: Date; latitude: number; longitude: number; accuracy: number | null }[]> =>
  tx.many(sql`select w.person, c.at, c.latitude, c.longitude, c.accuracy from unnest(${people}::uuid[]) w (person)
    cross join lateral (select at, latitude, longitude, accuracy from attendance.check_in c where c.instansi = ${instansi} and c.person = w.person and c.at >= ${since} and c.latitude is not null order by c.at desc limit 1) c`);
