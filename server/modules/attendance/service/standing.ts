import type { PlaceHere, SeenBefore } from '../../../engines/attendance/check-in.ts';
import { forget } from '../../../platform/db/forgetting.ts';
import { jobContext } from '../../../platform/events/events.ts';
import { gather } from '../../../platform/gather.ts';
import { part, type House } from '../../../platform/house.ts';
import { dayIn, momentAt, weekday, type CalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { TravelPort } from '../../travel/contract.ts';
import type { CheckInRule } from '../contract.ts';
import { listDevicesInUse, listGround, listLastSeen, listOwnPlaces, type GroundPlace, type OwnPlace } from '../storage/standing.ts';
import { addressesIn } from './office-network.ts';
import { ruleOn } from './rule-in-force.ts';

// Chapters: what a check-in is judged by · which places are somebody's · reading, many people at once · remembering and forgetting

/** Of an institution: places, the tree of units, the rule of the day. */
export interface Ground {
  zone: Zone;
  day: CalendarDay;
  rule: CheckInRule;
  /** Whether an internet address is one of the office. */
  isOfficeAddress: (ip: string) => boolean;
  places: Map<string, GroundPlace>;
  ofUnit: Map<string | null, GroundPlace[]>;
  parentOf: Map<string, string | null>;
  /** Whose a device is: of whom it was approved, else who used it first today. */
  ownerOf: Map<string, string>;
  /** People who check in with a phone, and the one that is approved; null: it was revoked, or none was approved yet. */
  phoneOf: Map<string, string | null>;
}
/** Of a person in a post. */
export interface Standing {
  person: string;
  unit: string;
  day: CalendarDay;
  own: OwnPlace[];
  isOnDuty: boolean;
  before: SeenBefore | undefined;
  /** What `placesHere` last said, and until when it holds. */
  here: { ground: Ground; from: number; until: number; places: PlaceHere[] } | undefined;
  /** Check-ins of this minute. */
  minute: number;
  count: number;
}

/**
 * Where somebody may check in at a moment: offices of the unit, or of the nearest one above that has any; roll calls and places of duty
 * of the unit and all above; what is everybody's; and what was allowed to this person on that day.
 */
export function placesHere(ground: Ground, standing: Pick<Standing, 'unit' | 'own'>, at: Date): PlaceHere[] {
  const isNow = (place: GroundPlace) => place.from_at <= at && (place.to_at === null || place.to_at > at);
  const found = (ground.ofUnit.get(null) ?? []).filter((place) => isNow(place) && place.kind !== 'home' && place.kind !== 'anywhere');
  let hasOffice = false;
  let steps = 0;
  for (let unit: string | null | undefined = standing.unit; unit && steps < 30; unit = ground.parentOf.get(unit), steps++) {
    const here = (ground.ofUnit.get(unit) ?? []).filter((place) => isNow(place) && (place.kind === 'roll-call' || place.kind === 'duty' || (place.kind === 'office' && !hasOffice)));
    if (here.some((place) => place.kind === 'office')) hasOffice = true;
    found.push(...here);
  }
  const day = dayIn(at, ground.zone);
  for (const own of standing.own) {
    const place = ground.places.get(own.place);
    if (place && isNow(place) && own.from_day <= day && (own.to_day === null || own.to_day >= day) && (own.weekdays === null || own.weekdays.includes(weekday(day)))) found.push(place);
  }
  return found.map(({ id, name, kind, latitude, longitude, radius }) => ({ id, name, kind, ...(latitude !== null && longitude !== null && radius !== null ? { circle: { latitude, longitude, radius } } : {}) }));
}

/** The same from memory, until a place begins or ends or the day does. */
export function placesNow(ground: Ground, standing: Standing, at: Date): PlaceHere[] {
  const moment = at.getTime();
  const known = standing.here;
  if (known?.ground === ground && moment >= known.from && moment < known.until) return known.places;
  const places = placesHere(ground, standing, at);
  let until = endOfDay(moment, ground.zone);
  for (const { from_at, to_at } of ground.places.values()) for (const edge of [from_at, to_at]) if (edge && edge > at) until = Math.min(until, edge.getTime());
  standing.here = { ground, from: moment, until, places };
  return places;
}

/** A roll call that is over still counts for who was there without network: as long as any window of hours may be. */
const LATEST_MS = 31 * 86_400_000;

export async function readGround(t: TenantContext): Promise<Ground> {
  const organization = part<OrganizationPort<TenantContext>>(t.house, 'organization');
  const now = t.house.clock.now();
  const zone = await organization.zone(t);
  const day = dayIn(now, zone);
  const [rule, places, units, devices] = await Promise.all([ruleOn(t, day), listGround(t.tx, t.instansi, new Date(now.getTime() - LATEST_MS)), organization.unitsInForce(t), listDevicesInUse(t.tx, t.instansi, momentAt(day, 0, zone))]);
  const ofUnit = Map.groupBy(places.filter((place) => place.kind !== 'home'), (place) => place.unit);
  return { zone, day, rule, isOfficeAddress: addressesIn(rule.networks), places: new Map(places.map((place) => [place.id, place])), ofUnit, parentOf: new Map(units.map((unit) => [unit.id, unit.parent])), ...phonesIn(devices) };
}

function phonesIn(devices: readonly { device: string | null; person: string; approved: boolean }[]): Pick<Ground, 'ownerOf' | 'phoneOf'> {
  const [approved, used] = [devices.filter((one) => one.approved), devices.filter((one) => !one.approved)];
  return { ownerOf: new Map([...used, ...approved].flatMap((one) => (one.device ? [[one.device, one.person] as const] : []))), phoneOf: new Map(approved.map((one) => [one.person, one.device])) };
}

const DAY_MS = 86_400_000;

/** By holding, in a number of statements that does not grow with them; who holds no post on that day is absent. */
export async function readStandings(t: TenantContext, holdings: readonly string[], day: CalendarDay): Promise<Map<string, Standing>> {
  const holders = await part<OrganizationPort<TenantContext>>(t.house, 'organization').holdingsInForce(t, holdings, day);
  const people = [...new Set([...holders.values()].map((holder) => holder.personId))];
  const [own, away, seen] = await Promise.all([
    listOwnPlaces(t.tx, t.instansi, people, day), part<TravelPort<TenantContext>>(t.house, 'travel').awayOn(t, people, day), listLastSeen(t.tx, t.instansi, people, new Date(t.house.clock.now().getTime() - DAY_MS)),
  ]);
  const ownOf = Map.groupBy(own, (row) => row.person);
  const seenOf = new Map(seen.map(({ person, ...before }) => [person, before]));
  return new Map([...holders].map(([holding, { personId: person, unitId: unit }]) => [
    holding, { person, unit, day, own: ownOf.get(person) ?? [], isOnDuty: away.has(person), before: seenOf.get(person), here: undefined, minute: 0, count: 0 },
  ]));
}

const KEPT_MS = 5 * 60_000;
const MOST = 50_000;
/** Those who are not in memory are read together, with the same few statements in so many milliseconds. */
const PAUSE_MS = 20;

interface Memory {
  grounds: Map<string, { ground: Promise<Ground>; until: number }>;
  standings: Map<string, { standing: Standing; until: number; instansi: string }>;
  /** By institution. */
  readers: Map<string, (holding: string) => Promise<Standing | undefined>>;
  /** How often each institution was forgotten: what was read before is not kept after it. */
  turns: Map<string, number>;
}
const memories = new WeakMap<House, Memory>();

const TOPIC = 'standings';

function memoryOf(house: House): Memory {
  let memory = memories.get(house);
  if (memory) return memory;
  memory = { grounds: new Map(), standings: new Map(), readers: new Map(), turns: new Map() };
  memories.set(house, memory);
  for (const topic of [TOPIC, 'hats']) house.db.forgetting.on(topic, (instansi) => forgetHere(house, instansi));
  return memory;
}

function forgetHere(house: House, instansi: string | undefined): void {
  const memory = memoryOf(house);
  for (const one of instansi === undefined ? new Set([...memory.turns.keys(), ...memory.grounds.keys()]) : [instansi]) {
    memory.turns.set(one, (memory.turns.get(one) ?? 0) + 1);
    memory.grounds.delete(one);
  }
  for (const [key, one] of memory.standings) if (instansi === undefined || one.instansi === instansi) memory.standings.delete(key);
}

/** To be called in the transaction of every change of places, of who may work elsewhere, and of rules: all processes hear it with the commit. */
export async function forgetStandings(t: TenantContext): Promise<void> {
  forgetHere(t.house, t.instansi);
  await forget(t.tx, TOPIC, t.instansi);
}

export function groundOf(ctx: Context): Promise<Ground> {
  const memory = memoryOf(ctx.house);
  const now = ctx.house.clock.now().getTime();
  const known = memory.grounds.get(ctx.instansi);
  const isHeard = ctx.house.db.forgetting.isHeard();
  if (known && isHeard && now < known.until) return known.ground;
  const ground = readTenant(ctx, readGround);
  if (isHeard && !ctx.tx) void keepGround(memory, ctx.instansi, ground, now);
  return ground;
}

async function keepGround(memory: Memory, instansi: string, ground: Promise<Ground>, now: number): Promise<void> {
  const turn = memory.turns.get(instansi) ?? 0;
  const entry = { ground, until: now + KEPT_MS };
  memory.grounds.set(instansi, entry);
  const read = await ground.catch(() => undefined);
  if (memory.grounds.get(instansi) !== entry) return;
  // What failed, or was read before something changed, is read anew.
  if (!read || (memory.turns.get(instansi) ?? 0) !== turn) memory.grounds.delete(instansi);
  else entry.until = Math.min(entry.until, endOfDay(now, read.zone));
}

const endOfDay = (now: number, zone: Zone): number => {
  const offset = { WIB: 7, WITA: 8, WIT: 9 }[zone] * 3_600_000;
  return (Math.floor((now + offset) / DAY_MS) + 1) * DAY_MS - offset;
};

/** Of the hat that the context wears. Those that are not in memory are read together with all that are asked for in the same moment. */
export function standingOf(ctx: Context, holding: string): Promise<Standing | undefined> | Standing {
  const memory = memoryOf(ctx.house);
  const known = memory.standings.get(holding);
  if (known && known.instansi === ctx.instansi && ctx.house.db.forgetting.isHeard() && ctx.house.clock.now().getTime() < known.until) return known.standing;
  let reader = memory.readers.get(ctx.instansi);
  if (!reader) memory.readers.set(ctx.instansi, (reader = gather((holdings) => readTogether(jobContext(ctx.house, ctx.instansi, 'standings'), holdings), PAUSE_MS)));
  return reader(holding);
}

async function readTogether(ctx: Context, holdings: readonly string[]): Promise<Map<string, Standing>> {
  const memory = memoryOf(ctx.house);
  const turn = memory.turns.get(ctx.instansi) ?? 0;
  memory.turns.set(ctx.instansi, turn);
  const isHeard = ctx.house.db.forgetting.isHeard();
  const ground = await groundOf(ctx);
  const now = ctx.house.clock.now();
  const found = await readTenant(ctx, (t) => readStandings(t, holdings, dayIn(now, ground.zone)));
  const until = Math.min(now.getTime() + KEPT_MS, endOfDay(now.getTime(), ground.zone));
  if (isHeard && (memory.turns.get(ctx.instansi) ?? 0) === turn) for (const [holding, standing] of found) keep(memory, holding, { standing, until, instansi: ctx.instansi });
  return found;
}

function keep(memory: Memory, holding: string, entry: { standing: Standing; until: number; instansi: string }): void {
  if (memory.standings.size >= MOST) memory.standings.delete(memory.standings.keys().next().value!);
  memory.standings.set(holding, entry);
}
