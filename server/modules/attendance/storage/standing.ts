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
/** Places that stood after a moment, stand now or will; those of one person are found by the person. */
export const listGround = (tx: Tx, instansi: string, since: Date): Promise<GroundPlace[]> =>
  // Once for each unit that checks in there; what names further units and none of its own is not everybody's.
  tx.many(sql`select p.id, u.unit, p.name, p.kind, p.latitude, p.longitude, p.radius, p.from_at, p.to_at from attendance.place p
    cross join lateral (select p.unit where p.unit is not null or not exists (select 1 from attendance.place_unit f where f.instansi = p.instansi and f.place = p.id)
      union select f.unit from attendance.place_unit f where f.instansi = p.instansi and f.place = p.id) u
    where p.instansi = ${instansi} and (p.to_at is null or p.to_at > ${since}) order by p.name, p.id`);

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

/** Whoever ever named a phone, with the one that is approved (null: lost, or waiting for a word); and who used a device first today. A device of the first kind stands above the second. */
export const listDevicesInUse = (tx: Tx, instansi: string, since: Date): Promise<{ device: string | null; person: string; approved: boolean }[]> =>
  tx.many(sql`select (array_agg(device) filter (where state = 'active'))[1] as device, person, true as approved from attendance.phone where instansi = ${instansi} group by person
    union all (select distinct on (device) device, person, false as approved from attendance.check_in where instansi = ${instansi} and received_at >= ${since} and device is not null and source in ('phone', 'queue') order by device, at)`);
