import type { Tx } from '../../../platform/db/database.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';

// Chapters: places · places of one person · doors

export interface PlaceRow {
  id: string;
  unit: string | null;
  units: string[];
  name: string;
  kind: string;
  latitude: number | null;
  longitude: number | null;
  radius: number | null;
  from_at: Date;
  to_at: Date | null;
  legal_basis: string;
  version: number;
}
const columns = sql`p.id, p.unit, p.name, p.kind, p.latitude, p.longitude, p.radius, p.from_at, p.to_at, p.legal_basis, p.version,
  array(select u.unit from attendance.place_unit u where u.instansi = p.instansi and u.place = p.id order by u.unit) as units`;

/** Those of units and of everybody, without homes of single people; the ones in force first, then by name. */
export const listPlaces = (tx: Tx, instansi: string, now: Date, over: boolean): Promise<PlaceRow[]> =>
  tx.many(sql`select ${columns} from attendance.place p where p.instansi = ${instansi} and p.kind in ('office', 'roll-call', 'duty') and (${over} or p.to_at is null or p.to_at > ${now})
    order by (p.to_at is not null and p.to_at <= ${now}), (p.kind = 'roll-call') desc, p.name, p.id limit 1000`);
export const findPlace = (tx: Tx, instansi: string, id: string): Promise<PlaceRow | undefined> => tx.maybe(sql`select ${columns} from attendance.place p where p.instansi = ${instansi} and p.id = ${id}`);

export interface NewPlace {
  id: string;
  unit: string | null;
  name: string;
  kind: string;
  latitude: number | null;
  longitude: number | null;
  radius: number | null;
  from: Date;
  to: Date | null;
  legalBasis: string;
  by: string | null;
  at: Date;
}
export const insertPlace = (tx: Tx, instansi: string, p: NewPlace): Promise<number> =>
  tx.run(sql`insert into attendance.place (instansi, id, unit, name, kind, latitude, longitude, radius, from_at, to_at, legal_basis, made_by, made_at)
    values (${instansi}, ${p.id}, ${p.unit}, ${p.name}, ${p.kind}, ${p.latitude}, ${p.longitude}, ${p.radius}, ${p.from}, ${p.to}, ${p.legalBasis}, ${p.by}, ${p.at})`);
/** Offices of many units at once, without end. */
export const insertPlaces = (tx: Tx, instansi: string, places: readonly { id: string; unit: string; name: string; latitude: number; longitude: number; radius: number }[], of: { by: string | null; at: Date; legalBasis: string }): Promise<number> =>
  tx.run(sql`insert into attendance.place (instansi, id, unit, name, kind, latitude, longitude, radius, from_at, legal_basis, made_by, made_at)
    select ${instansi}::uuid, n.id, n.unit, n.name, 'office', n.latitude, n.longitude, n.radius, ${of.at}::timestamptz, ${of.legalBasis}::text, ${of.by}::uuid, ${of.at}::timestamptz
      from unnest(${places.map((p) => p.id)}::uuid[], ${places.map((p) => p.unit)}::uuid[], ${places.map((p) => p.name)}::text[], ${places.map((p) => p.latitude)}::float8[], ${places.map((p) => p.longitude)}::float8[], ${places.map((p) => p.radius)}::integer[]) n (id, unit, name, latitude, longitude, radius) on conflict do nothing`);
/** @returns false where somebody else changed it meanwhile */
export const updatePlace = (tx: Tx, instansi: string, p: Omit<NewPlace, 'by' | 'at'> & { version: number }): Promise<boolean> =>
  tx.run(sql`update attendance.place set unit = ${p.unit}, name = ${p.name}, kind = ${p.kind}, latitude = ${p.latitude}, longitude = ${p.longitude}, radius = ${p.radius}, from_at = ${p.from}, to_at = ${p.to}, legal_basis = ${p.legalBasis}, version = version + 1
    where instansi = ${instansi} and id = ${p.id} and version = ${p.version}`).then((rows) => rows === 1);
export async function setUnits(tx: Tx, instansi: string, place: string, units: readonly string[]): Promise<void> {
  await tx.run(sql`delete from attendance.place_unit where instansi = ${instansi} and place = ${place} and not unit = any(${units}::uuid[])`);
  await tx.run(sql`insert into attendance.place_unit (instansi, place, unit) select ${instansi}::uuid, ${place}::uuid, unnest(${units}::uuid[]) on conflict do nothing`);
}

export interface ElsewhereRow {
  id: string;
  person: string;
  place: string;
  place_name: string;
  kind: string;
  from_day: string;
  to_day: string | null;
  weekdays: number[] | null;
  legal_basis: string;
  ended_at: Date | null;
}
const elsewhere = (where: Sql): Sql => sql`select e.id, e.person, e.place, p.name as place_name, p.kind, e.from_day::text as from_day, e.to_day::text as to_day, e.weekdays, e.legal_basis, e.ended_at
  from attendance.person_place e join attendance.place p on p.instansi = e.instansi and p.id = e.place where ${where} order by e.from_day desc, e.id limit 1000`;
export const listElsewhere = (tx: Tx, instansi: string, today: string, over: boolean, people: readonly string[] | null): Promise<ElsewhereRow[]> =>
  tx.many(elsewhere(sql`e.instansi = ${instansi} and (${people}::uuid[] is null or e.person = any(${people}::uuid[])) and (${over} or (e.ended_at is null and (e.to_day is null or e.to_day >= ${today})))`));
export const findElsewhere = (tx: Tx, instansi: string, id: string): Promise<ElsewhereRow | undefined> => tx.maybe(elsewhere(sql`e.instansi = ${instansi} and e.id = ${id}`));
export const insertElsewhere = (tx: Tx, instansi: string, rows: readonly { id: string; person: string; place: string }[], e: { from: string; to: string | null; weekdays: readonly number[] | null; legalBasis: string; by: string | null; at: Date }): Promise<number> =>
  tx.run(sql`insert into attendance.person_place (instansi, id, person, place, from_day, to_day, weekdays, legal_basis, made_by, made_at)
    select ${instansi}::uuid, n.id, n.person, n.place, ${e.from}::date, ${e.to}::date, ${e.weekdays}::smallint[], ${e.legalBasis}, ${e.by}::uuid, ${e.at}
      from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.person)}::uuid[], ${rows.map((row) => row.place)}::uuid[]) n (id, person, place)`);
export const endElsewhere = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> => tx.run(sql`update attendance.person_place set ended_at = ${at} where instansi = ${instansi} and id = ${id} and ended_at is null`);
/** The place for work from anywhere, one for all. */
export const findAnywhere = (tx: Tx, instansi: string): Promise<string | undefined> => tx.maybe<{ id: string }>(sql`select id from attendance.place where instansi = ${instansi} and kind = 'anywhere' and to_at is null limit 1`).then((row) => row?.id);

export interface DoorRow {
  id: string;
  number: number;
  place: string;
  name: string;
  keyed_at: Date[];
  closed_at: Date | null;
}
const door = sql`id, number, place, name, keyed_at, closed_at`;
export const listDoors = (tx: Tx, instansi: string, place: string): Promise<DoorRow[]> => tx.many(sql`select ${door} from attendance.door where instansi = ${instansi} and place = ${place} and closed_at is null order by number`);
export const findDoor = (tx: Tx, instansi: string, id: string): Promise<DoorRow | undefined> => tx.maybe(sql`select ${door} from attendance.door where instansi = ${instansi} and id = ${id} for update`);
export const findDoorByNumber = (tx: Tx, instansi: string, number: number): Promise<DoorRow | undefined> => tx.maybe(sql`select ${door} from attendance.door where instansi = ${instansi} and number = ${number}`);
export const nextDoorNumber = (tx: Tx, instansi: string): Promise<number> => tx.one<{ number: number }>(sql`select coalesce(max(number), 0) + 1 as number from attendance.door where instansi = ${instansi}`).then((row) => row.number);
export const insertDoor = (tx: Tx, instansi: string, d: { id: string; number: number; place: string; name: string; by: string | null; at: Date }): Promise<number> =>
  tx.run(sql`insert into attendance.door (instansi, id, number, place, name, keyed_at, made_by, made_at) values (${instansi}, ${d.id}, ${d.number}, ${d.place}, ${d.name}, array[${d.at}]::timestamptz(3)[], ${d.by}, ${d.at})`);
export const keyDoor = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> => tx.run(sql`update attendance.door set keyed_at = keyed_at || ${at}::timestamptz(3) where instansi = ${instansi} and id = ${id}`);
export const closeDoor = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> => tx.run(sql`update attendance.door set closed_at = ${at} where instansi = ${instansi} and id = ${id} and closed_at is null`);
