import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { principalOn } from '../../organization/contract.ts';
import { PLACE_KINDS, placeKinds, type ElsewhereEntry, type ElsewhereInput, type PlaceEntry, type PlaceInput } from '../contract/places.ts';
import * as storage from '../storage/places.ts';
import { forgetStandings } from './standing.ts';
import { organizationOf, reachOf, type Reach } from './units.ts';

// Chapters: places of units · what one person may elsewhere

const named = (units: { id: string; name: string }[]) => units.map(({ id, name }) => ({ id, name }));

async function entries(t: TenantContext, rows: readonly storage.PlaceRow[], reach: Reach): Promise<PlaceEntry[]> {
  const now = t.house.clock.now();
  const facts = await organizationOf(t).unitFacts(t, [...new Set(rows.flatMap((row) => [...(row.unit ? [row.unit] : []), ...row.units]))]);
  const name = (unit: string) => facts.get(unit)?.name ?? '';
  return rows.map((row) => ({
    id: row.id, name: row.name, kind: row.kind, kindText: PLACE_KINDS[row.kind] ?? row.kind, unit: row.unit, unitName: row.unit ? name(row.unit) : null, units: row.units.map((unit) => ({ id: unit, name: name(unit) })),
    latitude: row.latitude, longitude: row.longitude, radius: row.radius, from: row.from_at.toISOString(), to: row.to_at?.toISOString() ?? null, legalBasis: row.legal_basis, version: row.version,
    state: row.to_at && row.to_at <= now ? 'over' : row.from_at > now ? 'later' : 'now', mayChange: reach.has(row.unit),
  }));
}

/** Of units that are not theirs people see only what their own unit uses. Where somebody lives stands in that person's approval alone. */
const isSeen = (row: storage.PlaceRow, reach: Reach): boolean => (placeKinds as readonly string[]).includes(row.kind) && (reach.all || row.unit === null || reach.has(row.unit) || row.units.some((unit) => reach.has(unit)));

export const listPlaces = (ctx: Context, { over }: { over: 'hide' | 'show' }) =>
  readTenant(ctx, async (t) => {
    const reach = await reachOf(t);
    const rows = await storage.listPlaces(t.tx, t.instansi, t.house.clock.now(), over === 'show');
    return { items: await entries(t, rows.filter((row) => isSeen(row, reach)), reach), all: reach.all, units: named(reach.units), zone: await organizationOf(t).zone(t) };
  });

export const getPlace = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const reach = await reachOf(t);
    const row = await storage.findPlace(t.tx, t.instansi, id);
    if (!row || !isSeen(row, reach)) throw new Refused({ code: 'attendance.place-unknown' });
    const [place] = await entries(t, [row], reach);
    const doors = place!.mayChange ? await storage.listDoors(t.tx, t.instansi, id) : [];
    return { place: place!, doors: doors.map((door) => ({ id: door.id, number: door.number, name: door.name, keyedAt: door.keyed_at.at(-1)!.toISOString() })), all: reach.all, units: named(reach.units), zone: await organizationOf(t).zone(t) };
  });

/** Place that the hat may change. @throws Refused `attendance.place-unknown`, `.not-your-unit` */
export async function mustPlace(t: TenantContext, id: string): Promise<storage.PlaceRow> {
  const reach = await reachOf(t);
  const row = await storage.findPlace(t.tx, t.instansi, id);
  if (!row || !isSeen(row, reach)) throw new Refused({ code: 'attendance.place-unknown' });
  if (!reach.has(row.unit)) throw new Refused({ code: 'attendance.not-your-unit' });
  return row;
}

/** What was filled in, as it is kept. @throws Refused `attendance.not-your-unit`, `.roll-call-ends`, `.place-times` */
async function placeFrom(t: TenantContext, id: string, input: PlaceInput, from: Date): Promise<Omit<storage.NewPlace, 'by' | 'at'>> {
  const reach = await reachOf(t);
  const unit = input.unit ?? null;
  if (!reach.has(unit) || !input.units.every((one) => reach.has(one))) throw new Refused({ code: 'attendance.not-your-unit', fields: [{ path: 'unit', message: 'Pilih unit yang Anda atur.' }] });
  const to = input.to ? new Date(input.to) : null;
  if (input.kind === 'roll-call' && !to) throw new Refused({ code: 'attendance.roll-call-ends', fields: [{ path: 'to', message: 'Isi kapan berakhir.' }] });
  if (to && to <= from) throw new Refused({ code: 'attendance.place-times', fields: [{ path: 'to', message: 'Pilih sesudah mulainya.' }] });
  return { id, unit, name: input.name, kind: input.kind, latitude: input.latitude, longitude: input.longitude, radius: input.radius, from, to, legalBasis: input.legalBasis };
}
const told = (place: Omit<storage.NewPlace, 'by' | 'at'>, units: readonly string[]) => ({ name: place.name, kind: place.kind, unit: place.unit, units: units.length, radius: place.radius, from: place.from.toISOString(), to: place.to?.toISOString() ?? null });

export const createPlace = (ctx: Context, input: PlaceInput): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const at = t.house.clock.now();
    const place = await placeFrom(t, uuidv7(), input, input.from ? new Date(input.from) : at);
    await storage.insertPlace(t.tx, t.instansi, { ...place, by: t.viewer?.accountId ?? null, at });
    await storage.setUnits(t.tx, t.instansi, place.id, input.units);
    await forgetStandings(t);
    await audit(t, { action: 'attendance.place-made', object: 'attendance-place', objectId: place.id, detail: told(place, input.units) });
    return { id: place.id };
  });

export const changePlace = (ctx: Context, input: PlaceInput & { id: string; version: number }): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const row = await mustPlace(t, input.id);
    const place = await placeFrom(t, row.id, input, input.from ? new Date(input.from) : row.from_at);
    if (!(await storage.updatePlace(t.tx, t.instansi, { ...place, version: input.version }))) throw new Refused({ code: 'request.changed-meanwhile' });
    // Units that the agency added beyond the reach of who saves stay: their form cannot name them.
    const reach = await reachOf(t);
    const units = [...new Set([...input.units, ...row.units.filter((unit) => !reach.has(unit))])];
    await storage.setUnits(t.tx, t.instansi, row.id, units);
    await forgetStandings(t);
    await audit(t, { action: 'attendance.place-changed', object: 'attendance-place', objectId: row.id, detail: told(place, units) });
    return { id: row.id };
  });

export const listElsewhere = (ctx: Context, { over }: { over: 'hide' | 'show' }): Promise<{ items: ElsewhereEntry[] }> =>
  readTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const [reach, today] = [await reachOf(t), await organization.today(t)];
    // Of the people asked for, not of the newest thousand of the whole institution.
    const people = reach.all ? null : (await organization.placements(t, { units: reach.units.map((unit) => unit.id) }, today, today)).map((one) => one.person);
    const rows = await storage.listElsewhere(t.tx, t.instansi, today, over === 'show', people);
    const placed = Map.groupBy(await organization.placements(t, { people: [...new Set(rows.map((row) => row.person))] }, today, today), (one) => one.person);
    const items = rows.flatMap((row): ElsewhereEntry[] => {
      const of = principalOn(placed.get(row.person) ?? [], today);
      if (!reach.all && !reach.has(of?.unit ?? null)) return [];
      const isOver = row.ended_at !== null || (row.to_day !== null && row.to_day < today);
      return [{ id: row.id, person: row.person, name: of?.name ?? '', title: of?.postTitle ?? '', place: row.place, placeName: row.place_name, kind: row.kind, kindText: PLACE_KINDS[row.kind] ?? row.kind, from: row.from_day, to: row.to_day, weekdays: row.weekdays, legalBasis: row.legal_basis, state: isOver ? 'over' : row.from_day > today ? 'later' : 'now', mayChange: !isOver }];
    });
    return { items };
  });

export const prepareElsewhere = (ctx: Context, { unit }: { unit?: string | undefined }) =>
  readTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const reach = await reachOf(t);
    const chosen = unit ?? t.viewer!.hat!.unitId;
    if (!reach.has(chosen)) throw new Refused({ code: 'attendance.not-your-unit' });
    const today = await organization.today(t);
    const people = Map.groupBy(await organization.placements(t, { units: [chosen] }, today, today), (one) => one.person);
    const rows = await storage.listPlaces(t.tx, t.instansi, t.house.clock.now(), false);
    return {
      unit: chosen, units: named(reach.units), today, places: rows.filter((row) => reach.all || isSeen(row, reach)).map(({ id, name }) => ({ id, name })),
      people: [...people.values()].map((all) => principalOn(all, today)!).map((one) => ({ id: one.person, name: one.name, title: one.postTitle })).sort((a, b) => a.name.localeCompare(b.name, 'id')),
    };
  });

/** WFH, WFA or a second office, approved before the day (Perpres 21/2023, Pasal 8). One call is one decision for many people. */
export const allowElsewhere = (ctx: Context, input: ElsewhereInput): Promise<{ ids: string[] }> =>
  inTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const [reach, today, at] = [await reachOf(t), await organization.today(t), t.house.clock.now()];
    if (input.from < today) throw new Refused({ code: 'attendance.elsewhere-past', fields: [{ path: 'from', message: 'Pilih hari ini atau sesudahnya.' }] });
    if (input.to && input.to < input.from) throw new Refused({ code: 'attendance.elsewhere-days', fields: [{ path: 'to', message: 'Pilih hari pertama atau sesudahnya.' }] });
    const placed = Map.groupBy(await organization.placements(t, { people: input.people }, today, input.from > today ? input.from : today), (one) => one.person);
    if (!input.people.every((person) => placed.get(person)?.some((one) => reach.has(one.unit)))) throw new Refused({ code: 'attendance.not-on-unit', fields: [{ path: 'people', message: 'Pilih orang di unit yang Anda atur.' }] });
    const place = await placeElsewhere(t, input, reach, at);
    const rows = [...new Set(input.people)].map((person) => ({ id: uuidv7(), person, place }));
    const weekdays = input.weekdays.length > 0 ? [...new Set(input.weekdays)].sort() : null;
    await storage.insertElsewhere(t.tx, t.instansi, rows, { from: input.from, to: input.to ?? null, weekdays, legalBasis: input.legalBasis, by: t.viewer?.accountId ?? null, at });
    await forgetStandings(t);
    await audit(t, { action: 'attendance.elsewhere-allowed', object: 'attendance-place', objectId: place, detail: { people: rows.map((row) => row.person), kind: input.kind, from: input.from, to: input.to ?? null, weekdays, legalBasis: input.legalBasis } });
    return { ids: rows.map((row) => row.id) };
  });

async function placeElsewhere(t: TenantContext, input: ElsewhereInput, reach: Reach, at: Date): Promise<string> {
  if (input.kind === 'place') {
    const row = input.place ? await storage.findPlace(t.tx, t.instansi, input.place) : undefined;
    if (!row || !isSeen(row, reach)) throw new Refused({ code: 'attendance.place-unknown', fields: [{ path: 'place', message: 'Pilih tempatnya.' }] });
    return row.id;
  }
  const by = t.viewer?.accountId ?? null;
  if (input.kind === 'anywhere') {
    const known = await storage.findAnywhere(t.tx, t.instansi);
    if (known) return known;
    const id = uuidv7();
    await storage.insertPlace(t.tx, t.instansi, { id, unit: null, name: 'Di mana saja', kind: 'anywhere', latitude: null, longitude: null, radius: null, from: at, to: null, legalBasis: '', by, at });
    return id;
  }
  if (input.people.length !== 1 || input.latitude == null || input.longitude == null) throw new Refused({ code: 'attendance.home-needs-point', fields: [{ path: 'titik', message: 'Tandai rumahnya di peta.' }] });
  const id = uuidv7();
  await storage.insertPlace(t.tx, t.instansi, { id, unit: null, name: 'Rumah', kind: 'home', latitude: input.latitude, longitude: input.longitude, radius: input.radius, from: at, to: null, legalBasis: input.legalBasis, by, at });
  return id;
}

export const endElsewhere = (ctx: Context, id: string): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const [reach, today, row] = [await reachOf(t), await organization.today(t), await storage.findElsewhere(t.tx, t.instansi, id)];
    const of = row && principalOn(await organization.placements(t, { people: [row.person] }, today, today), today);
    if (!row || row.ended_at || !(reach.all || reach.has(of?.unit ?? null))) throw new Refused({ code: 'attendance.elsewhere-unknown' });
    await storage.endElsewhere(t.tx, t.instansi, id, t.house.clock.now());
    await forgetStandings(t);
    await audit(t, { action: 'attendance.elsewhere-ended', object: 'attendance-place', objectId: row.place, detail: { person: row.person } });
    return { id };
  });
