import { audit } from '../../../platform/audit/audit.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type * as z from 'zod';
import type { CaseDocument } from '../../issuance/contract.ts';
import { overseesInstitution, type Holder } from '../../organization/contract.ts';
import type { operations, TripView } from '../contract.ts';
import { aTripIsSound, daysOf } from '../rules/a-trip-is-sound.ts';
import * as storage from '../storage.ts';
import { warningsFor } from './absences.ts';
import { institutionOf, issuanceOf, organizationOf } from './ports.ts';

// Chapters: looking · people and units to choose from · preparing and changing

type Prepared = Omit<z.output<typeof operations.prepareTrip.input>, 'id'>;
type Row = z.input<typeof operations.listTrips.output>['items'][number];

/** The own unit and those below; who oversees the institution sees all. */
async function unitsSeen(t: TenantContext): Promise<string[]> {
  const hat = mustHat(t);
  if (overseesInstitution(hat.unitKind)) return (await organizationOf(t).unitsInForce(t)).map((unit) => unit.id);
  return [hat.unitId, ...(await organizationOf(t).unitsBelow(t, hat.unitId))];
}
/** @throws Refused `travel.unknown`; who signs sees what waits for the signature of that unit. */
export async function mustSee(t: TenantContext, row: storage.TripRow | undefined): Promise<storage.TripRow> {
  if (!row || !(await maySee(t, row))) throw new Refused({ code: 'travel.unknown' });
  return row;
}
export const maySee = async (t: TenantContext, row: storage.TripRow | undefined): Promise<boolean> => row !== undefined && (row.signingUnit === mustHat(t).unitId || (await unitsSeen(t)).includes(row.unit));

async function rowsOf(t: TenantContext, trips: readonly storage.TripRow[]): Promise<Row[]> {
  const [units, people] = [await organizationOf(t).unitFacts(t, [...new Set(trips.map((trip) => trip.unit))]), await storage.travellersOf(t.tx, t.instansi, trips.map((trip) => trip.id))];
  const byTrip = Map.groupBy(people, (one) => one.trip);
  return trips.map((trip) => ({
    id: trip.id, unitName: units.get(trip.unit)?.name ?? '', kind: trip.kind, state: trip.state, purpose: trip.purpose, destination: trip.destination, fromDay: trip.fromDay, toDay: trip.toDay, part: trip.part, days: daysOf(trip.fromDay, trip.toDay),
    ...(trip.number ? { number: trip.number } : {}), travellers: (byTrip.get(trip.id) ?? []).map(({ name, person }) => ({ name, person })),
  }));
}

const monthOf = (day: CalendarDay): string => day.slice(0, 7);
export const listTrips = (ctx: Context, asked: { month?: string | undefined }) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const month = asked.month ?? monthOf(today);
  const first = `${month}-01`;
  const after = monthOf(addDays(first, 32));
  const trips = await storage.listTrips(t.tx, t.instansi, await unitsSeen(t), first, addDays(`${after}-01`, -1));
  const hat = mustHat(t);
  const waiting = hat.permissions.has('travel.order') ? await storage.listWaiting(t.tx, t.instansi, hat.unitId) : [];
  return { month, before: monthOf(addDays(first, -1)), after, today, items: await rowsOf(t, trips), waiting: await rowsOf(t, waiting), mayPrepare: hat.permissions.has('travel.prepare') };
});

export const getTrip = (ctx: Context, id: string): Promise<TripView> => readTenant(ctx, async (t) => {
  const trip = await mustSee(t, await storage.findTrip(t.tx, t.instansi, id));
  const [row] = await rowsOf(t, [trip]);
  const people = await storage.travellersOf(t.tx, t.instansi, [id]);
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const signer = await organization.holderForSigning(t, trip.signingUnit, today);
  const units = await organization.unitFacts(t, [trip.signingUnit]);
  const hat = mustHat(t);
  const isOwn = (await unitsSeen(t)).includes(trip.unit);
  const holdings = new Map((await Promise.all(people.flatMap((one) => (one.post ? [organization.whoHeld(t, one.post, today)] : [])))).flat().map((one) => [`${one.postId}/${one.personId}`, one.holdingId]));
  const may: TripView['may'] = [
    ...(trip.state === 'konsep' && trip.number === null && isOwn && hat.permissions.has('travel.prepare') ? ['change' as const] : []),
    ...(trip.state === 'konsep' && hat.permissions.has('travel.order') && hat.unitId === trip.signingUnit && signer?.holdingId === hat.holdingId ? ['order' as const] : []),
    ...(trip.state !== 'batal' && isOwn && hat.permissions.has('travel.prepare') ? ['cancel' as const] : []),
  ];
  return {
    ...row!, version: trip.version, basis: trip.basis, origin: trip.origin, means: trip.means, budget: trip.budget, note: trip.note, signingUnit: trip.signingUnit, signingUnitName: units.get(trip.signingUnit)?.name ?? '',
    ...(signer ? { signer: `${signer.name}, ${signer.title}` } : {}),
    people: people.map(({ id: traveller, name, nip, rank, title, spdNumber, post, person }) => ({ id: traveller, holding: holdings.get(`${post}/${person}`) ?? null, name, nip, rank, title, ...(spdNumber ? { spdNumber } : {}) })),
    preparedBy: trip.preparedBy, preparedAt: trip.preparedAt.toISOString(), ...(trip.orderedBy ? { orderedBy: trip.orderedBy, orderedAt: trip.orderedAt!.toISOString() } : {}), ...(trip.cancelledBy ? { cancelledBy: trip.cancelledBy, cancelReason: trip.cancelReason! } : {}),
    warnings: trip.state === 'batal' ? [] : await warningsFor(t, people, trip.fromDay, trip.toDay, id), papers: await papersOf(t, id, people), may,
  };
});

/** The order and each traveller's SPD, as issuance knows them. */
export async function papersOf(t: TenantContext, trip: string, people: readonly storage.TravellerRow[]): Promise<TripView['papers']> {
  const told = (label: string) => (one: CaseDocument) => ({ label, number: one.number, state: one.status, stateText: one.statusText, ...(one.url ? { url: one.url } : {}) });
  const current = (all: readonly CaseDocument[]) => all.filter((one) => one.status !== 'superseded').slice(-1);
  const order = current(await issuanceOf(t).documentsOf(t, ORDER_CASE, trip)).map(told('Surat'));
  const each: TripView['papers'] = [];
  for (const one of people) each.push(...current(await issuanceOf(t).documentsOf(t, SPD_CASE, one.id)).map(told(`SPD ${one.name}`)));
  return [...order, ...each];
}
export const ORDER_CASE = 'travel-order';
export const SPD_CASE = 'travel-spd';

/** Who may be sent, and who may sign: heads of the own unit and of those above it. */
async function choosable(t: TenantContext) {
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const hat = mustHat(t);
  const below = [...new Set([hat.unitId, ...(await organization.unitsBelow(t, hat.unitId))])];
  const people: Holder[] = [];
  for (const unit of below.slice(0, 60)) people.push(...(await organization.holdersOf(t, unit, today)));
  const above = [...new Set([hat.unitId, ...(await organization.unitsAbove(t, hat.unitId))])];
  const signers: { unit: string; holder: Holder }[] = [];
  for (const unit of above) {
    const holder = await organization.holderForSigning(t, unit, today);
    if (holder) signers.push({ unit, holder });
  }
  return { people, signers, units: await organization.unitFacts(t, [...below, ...above]), today };
}
export const listPeople = (ctx: Context) => readTenant(ctx, async (t) => {
  const { people, signers, units } = await choosable(t);
  const institution = await institutionOf(t);
  return {
    people: people.map((one) => ({ holding: one.holdingId, name: one.name, title: one.title, unitName: units.get(one.unitId)?.name ?? '' })),
    signingUnits: signers.map(({ unit, holder }) => ({ id: unit, name: units.get(unit)?.name ?? '', signer: `${holder.name}, ${holder.title}` })),
    institution: mustHat(t).unitName, origin: institution.name.replace(/^(provinsi|kabupaten|kota)\s+/i, ''),
  };
});
export const checkAbsences = (ctx: Context, { holdings, fromDay, toDay }: { holdings: string[]; fromDay: CalendarDay; toDay: CalendarDay }) => readTenant(ctx, async (t) => {
  orRefuse(aTripIsSound({ fromDay, toDay, travellers: [] }));
  const { people } = await choosable(t);
  const asked = people.filter((one) => holdings.includes(one.holdingId)).map((one) => ({ name: one.name, person: one.personId, post: one.postId }));
  return { warnings: await warningsFor(t, asked, fromDay, toDay) };
});

/** Names and posts as they are today for whoever is of the organisation; others as they were typed. */
async function travellersFrom(t: TenantContext, trip: string, input: Prepared): Promise<storage.TravellerRow[]> {
  const { people, signers } = await choosable(t);
  const signer = signers.find((one) => one.unit === input.signingUnit);
  if (!signer) throw new Refused({ code: 'travel.signing-unit', fields: [{ path: 'signingUnit', message: 'Pilih unit dari daftar.' }] });
  const known = new Map(people.map((one) => [one.holdingId, one]));
  return input.travellers.map((one, at) => {
    const base = { id: uuidv7(), trip, nth: at + 1, spdNumber: null };
    if (!one.holding) return { ...base, person: null, post: null, name: one.name, nip: one.nip, rank: one.rank, title: one.title };
    const holder = known.get(one.holding);
    if (!holder) throw new Refused({ code: 'travel.traveller', fields: [{ path: `travellers.${at}.holding`, message: 'Pilih pegawai unit Anda.' }] });
    // Nobody sends himself; the head of region has nobody above.
    if (holder.personId === signer.holder.personId && !holder.isHeadOfRegion) throw new Refused({ code: 'travel.own-order', fields: [{ path: 'signingUnit', message: 'Pilih unit di atasnya.' }] });
    return { ...base, person: holder.personId, post: holder.postId, name: holder.name, nip: holder.nip ?? '', rank: holder.rank ?? '', title: holder.title };
  });
}

export const prepareTrip = (ctx: Context, { id: asked, ...input }: Prepared & { id?: string | undefined }) => inTenant(ctx, async (t) => {
  orRefuse(aTripIsSound(input));
  const [by, hat, id] = [mustViewer(t), mustHat(t), asked ?? uuidv7()];
  const before = asked ? await storage.findTrip(t.tx, t.instansi, asked) : undefined;
  if (before && before.account !== by.accountId) throw new Refused({ code: 'travel.unknown' });
  if (before) return { id, warnings: [] };
  const people = await travellersFrom(t, id, input);
  const { travellers: _, ...facts } = input;
  if (!(await storage.insertTrip(t.tx, t.instansi, { ...facts, id, unit: hat.unitId, account: by.accountId, preparedBy: by.name, preparedAt: t.house.clock.now() }))) throw new Refused({ code: 'request.changed-meanwhile' });
  await storage.insertTravellers(t.tx, t.instansi, { id, ...input }, people);
  await audit(t, { action: 'travel.prepared', object: 'trip', objectId: id, detail: { destination: input.destination, fromDay: input.fromDay, toDay: input.toDay, people: people.length } });
  return { id, warnings: await warningsFor(t, people, input.fromDay, input.toDay, id) };
});

export const changeTrip = (ctx: Context, { id, version, ...input }: Prepared & { id: string; version: number }) => inTenant(ctx, async (t) => {
  orRefuse(aTripIsSound(input));
  const trip = await mustSee(t, await storage.lockTrip(t.tx, t.instansi, id));
  if (!(await unitsSeen(t)).includes(trip.unit)) throw new Refused({ code: 'travel.unknown' });
  if (trip.state !== 'konsep' || trip.number !== null) throw new Refused({ code: 'travel.not-draft' });
  const people = await travellersFrom(t, id, input);
  const { travellers: _, ...facts } = input;
  if (!(await storage.updateTrip(t.tx, t.instansi, { ...facts, id, before: version }))) throw new Refused({ code: 'request.changed-meanwhile' });
  await storage.deleteTravellers(t.tx, t.instansi, id);
  await storage.insertTravellers(t.tx, t.instansi, { id, ...input }, people);
  await audit(t, { action: 'travel.changed', object: 'trip', objectId: id, detail: { destination: input.destination, fromDay: input.fromDay, toDay: input.toDay, people: people.length } });
  return { version: version + 1, warnings: await warningsFor(t, people, input.fromDay, input.toDay, id) };
});
