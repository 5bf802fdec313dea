import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { TripKind, TripPart, TripState, TripView } from './contract.ts';

// Chapters: journeys · travellers

export interface TripRow {
  id: string;
  unit: string;
  signingUnit: string;
  kind: TripKind;
  state: TripState;
  version: number;
  purpose: string;
  basis: string[];
  origin: string;
  destination: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  part: TripPart;
  means: string;
  budget: TripView['budget'];
  note: string;
  typeVersion: string | null;
  number: string | null;
  account: string;
  preparedBy: string;
  preparedAt: Date;
  orderedAt: Date | null;
  orderedBy: string | null;
  cancelledBy: string | null;
  cancelReason: string | null;
}
export interface TravellerRow {
  id: string;
  trip: string;
  nth: number;
  person: string | null;
  post: string | null;
  name: string;
  nip: string;
  rank: string;
  title: string;
  spdNumber: string | null;
}
type NewTrip = Omit<TripRow, 'state' | 'version' | 'typeVersion' | 'number' | 'orderedAt' | 'orderedBy' | 'cancelledBy' | 'cancelReason'>;

const TRIP = sql`select id, unit, signing_unit as "signingUnit", kind, state, version, purpose, basis, origin, destination, from_day as "fromDay", to_day as "toDay", part, means, budget, note, type_version as "typeVersion", number, account,
  prepared_by as "preparedBy", prepared_at as "preparedAt", ordered_at as "orderedAt", ordered_by as "orderedBy", cancelled_by as "cancelledBy", cancel_reason as "cancelReason" from travel.trip`;

/** @returns false when the id is known */
export const insertTrip = async (tx: Tx, instansi: string, t: NewTrip): Promise<boolean> =>
  (await tx.run(sql`insert into travel.trip (instansi, id, unit, signing_unit, kind, purpose, basis, origin, destination, from_day, to_day, part, means, budget, note, account, prepared_by, prepared_at)
    values (${instansi}, ${t.id}, ${t.unit}, ${t.signingUnit}, ${t.kind}, ${t.purpose}, ${t.basis}, ${t.origin}, ${t.destination}, ${t.fromDay}, ${t.toDay}, ${t.part}, ${t.means}, ${JSON.stringify(t.budget)}, ${t.note}, ${t.account}, ${t.preparedBy}, ${t.preparedAt})
    on conflict do nothing`)) > 0;
/** @returns false when somebody else changed it meanwhile, or it is no draft */
export const updateTrip = async (tx: Tx, instansi: string, t: Omit<NewTrip, 'unit' | 'account' | 'preparedBy' | 'preparedAt'> & { before: number }): Promise<boolean> =>
  (await tx.run(sql`update travel.trip set signing_unit = ${t.signingUnit}, kind = ${t.kind}, purpose = ${t.purpose}, basis = ${t.basis}, origin = ${t.origin}, destination = ${t.destination}, from_day = ${t.fromDay}, to_day = ${t.toDay}, part = ${t.part}, means = ${t.means},
    budget = ${JSON.stringify(t.budget)}, note = ${t.note}, version = version + 1 where instansi = ${instansi} and id = ${t.id} and version = ${t.before} and state = 'konsep' and number is null`)) > 0;
export const findTrip = (tx: Tx, instansi: string, id: string): Promise<TripRow | undefined> => tx.maybe(sql`${TRIP} where instansi = ${instansi} and id = ${id}`);
export const lockTrip = (tx: Tx, instansi: string, id: string): Promise<TripRow | undefined> => tx.maybe(sql`${TRIP} where instansi = ${instansi} and id = ${id} for update`);
export const tripOfTraveller = (tx: Tx, instansi: string, traveller: string): Promise<TripRow | undefined> => tx.maybe(sql`${TRIP} where instansi = ${instansi} and id = (select w.trip from travel.traveller w where w.instansi = ${instansi} and w.id = ${traveller})`);
/** With a day in the span, by first day. */
export const listTrips = (tx: Tx, instansi: string, units: readonly string[], fromDay: CalendarDay, toDay: CalendarDay): Promise<TripRow[]> =>
  tx.many(sql`${TRIP} where instansi = ${instansi} and unit = any(${units}::uuid[]) and from_day <= ${toDay} and to_day >= ${fromDay} order by from_day, id limit 500`);
export const listWaiting = (tx: Tx, instansi: string, signingUnit: string): Promise<TripRow[]> =>
  tx.many(sql`${TRIP} where instansi = ${instansi} and signing_unit = ${signingUnit} and state = 'konsep' order by from_day, id limit 100`);
export const saveNumber = (tx: Tx, instansi: string, id: string, number: string, typeVersion: string): Promise<number> =>
  tx.run(sql`update travel.trip set number = ${number}, type_version = ${typeVersion} where instansi = ${instansi} and id = ${id}`);
/** @returns false when it was ordered before */
export const saveOrdered = async (tx: Tx, instansi: string, id: string, at: Date, by: string): Promise<boolean> =>
  (await tx.run(sql`update travel.trip set state = 'terbit', version = version + 1, ordered_at = ${at}, ordered_by = ${by} where instansi = ${instansi} and id = ${id} and state = 'konsep'`)) > 0;
export const saveCancelled = async (tx: Tx, instansi: string, c: { id: string; before: number; at: Date; by: string; reason: string }): Promise<boolean> =>
  (await tx.run(sql`update travel.trip set state = 'batal', version = version + 1, cancelled_at = ${c.at}, cancelled_by = ${c.by}, cancel_reason = ${c.reason} where instansi = ${instansi} and id = ${c.id} and version = ${c.before} and state <> 'batal'`)) > 0;

export const insertTravellers = (tx: Tx, instansi: string, trip: Pick<TripRow, 'id' | 'fromDay' | 'toDay'>, people: readonly TravellerRow[]): Promise<number> =>
  tx.run(sql`insert into travel.traveller (instansi, id, trip, nth, person, post, name, nip, rank, title, from_day, to_day, active)
    select ${instansi}::uuid, p.id, ${trip.id}::uuid, p.nth, p.person, p.post, p.name, p.nip, p.rank, p.title, ${trip.fromDay}::date, ${trip.toDay}::date, true
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, nth int, person uuid, post uuid, name text, nip text, rank text, title text)`);
export const deleteTravellers = (tx: Tx, instansi: string, trip: string): Promise<number> => tx.run(sql`delete from travel.traveller where instansi = ${instansi} and trip = ${trip}`);
export const endTravellers = (tx: Tx, instansi: string, trip: string): Promise<number> => tx.run(sql`update travel.traveller set active = false where instansi = ${instansi} and trip = ${trip}`);
export const travellersOf = (tx: Tx, instansi: string, trips: readonly string[]): Promise<TravellerRow[]> =>
  tx.many(sql`select id, trip, nth, person, post, name, nip, rank, title, spd_number as "spdNumber" from travel.traveller where instansi = ${instansi} and trip = any(${trips}::uuid[]) order by trip, nth`);
export const saveSpd = (tx: Tx, instansi: string, id: string, number: string): Promise<number> => tx.run(sql`update travel.traveller set spd_number = ${number} where instansi = ${instansi} and id = ${id}`);
export interface AwayRow {
  person: string;
  trip: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  part: TripPart;
  destination: string;
  number: string | null;
  state: TripState;
}
export const awayBetween = (tx: Tx, instansi: string, people: readonly string[], fromDay: CalendarDay, toDay: CalendarDay): Promise<AwayRow[]> =>
  tx.many(sql`select w.person, w.trip, w.from_day as "fromDay", w.to_day as "toDay", t.part, t.destination, t.number, t.state
    from travel.traveller w join travel.trip t on t.instansi = w.instansi and t.id = w.trip
   where w.instansi = ${instansi} and w.active and w.person = any(${people}::uuid[]) and w.from_day <= ${toDay} and w.to_day >= ${fromDay} order by w.from_day`);
