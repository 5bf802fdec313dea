import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { councilUnits, unitsServed, type Holder, type UnitFacts } from '../../organization/contract.ts';
import type { PostRef } from '../contract.ts';
import { directionOf, type Direction, type Giver } from '../rules/a-disposition-is-sound.ts';
import { organizationOf } from './ports.ts';
import { readerOf } from './reader.ts';

// Chapters: names · whom a book serves · where a post stands

const ACTING: Record<string, string> = { plt: 'Plt. ', plh: 'Plh. ', pj: 'Pj. ', pjs: 'Pjs. ' };
export const actingName = (holder: { capacity: string; name: string }): string => `${ACTING[holder.capacity] ?? ''}${holder.name}`;

/** Posts with who holds them today, by id. A closed post keeps its title. */
export async function postRefs(t: TenantContext, posts: readonly string[], day: CalendarDay): Promise<Map<string, PostRef>> {
  const ids = [...new Set(posts)];
  if (ids.length === 0) return new Map();
  const organization = organizationOf(t);
  const [{ posts: titles }, ...held] = await Promise.all([organization.namesOf(t, { accounts: [], posts: ids }), ...ids.map((id) => organization.whoHeld(t, id, day))]);
  const units = await organization.unitFacts(t, [...new Set(held.flatMap((holders) => holders.map((one) => one.unitId)))]);
  return new Map(ids.map((id, nth) => {
    const holder = held[nth]![0];
    return [id, { id, title: titles.get(id) ?? holder?.title ?? 'Jabatan yang sudah dihapus', unit: (holder && units.get(holder.unitId)?.name) ?? '', holder: holder ? actingName(holder) : '' }];
  }));
}

/** One entry for each post, with who acts first. */
export const firstOfEach = (holders: readonly Holder[]): Holder[] => [...new Map(holders.toReversed().map((holder) => [holder.postId, holder])).values()].toReversed();

/** Posts for which a unit keeps the book: its own, the heads below it, and for a secretariat those whom it serves. */
export async function postsServed(t: TenantContext, unit: string, day: CalendarDay): Promise<Holder[]> {
  const organization = organizationOf(t);
  const below = await organization.unitsBelow(t, unit);
  const own = (await organization.unitFacts(t, [unit])).get(unit);
  const served = unitsServed(own?.kind ?? '', await organization.unitsInForce(t));
  const lists = await Promise.all([...served.map((one) => organization.holdersOf(t, one, day)), organization.holdersOf(t, unit, day), organization.holdersWithDuty(t, below.filter((one) => one !== unit), 'leader', day)]);
  return firstOfEach(lists.flat());
}
const MOST = 60;
export const matches = (query: string, ...texts: string[]): boolean => query.toLowerCase().split(/\s+/).every((word) => texts.some((text) => text.toLowerCase().includes(word)));

export const listAddressees = (ctx: Context, { query }: { query: string }) =>
  readTenant(ctx, async (t) => {
    const { day, hat } = await readerOf(t);
    const holders = await postsServed(t, hat.unitId, day);
    const units = await organizationOf(t).unitFacts(t, [...new Set(holders.map((one) => one.unitId))]);
    const items = holders.map((one) => ({ id: one.postId, title: one.title, unit: units.get(one.unitId)?.name ?? '', unitId: one.unitId, holder: actingName(one) }));
    return { items: items.filter((one) => matches(query, one.title, one.unit, one.holder)).slice(0, 300) };
  });

/** The giver's place in the tree; undefined when nobody holds the post today. */
export async function giverOf(t: TenantContext, post: string, day: CalendarDay): Promise<Giver | undefined> {
  const organization = organizationOf(t);
  const [holder] = await organization.whoHeld(t, post, day);
  if (!holder) return undefined;
  const all = await organization.unitsInForce(t);
  const unit = all.find((one) => one.id === holder.unitId);
  const council = councilUnits(all);
  // What DPRD decides its own secretariat does, wherever the tree puts that.
  const office = council.has(holder.unitId) ? all.filter((one) => one.kind === 'setwan').map((one) => one.id) : [];
  const below = (await Promise.all([holder.unitId, ...office].map((one) => organization.unitsBelow(t, one)))).flat();
  return { post, unit: holder.unitId, isHead: holder.isHead, below: new Set(below), council, parent: unit?.parent ?? null, overAll: unit?.kind === 'head-of-region' ? 'head-of-region' : unit?.kind === 'setda' ? 'secretariat' : false };
}
const receiverOf = (holder: Holder, units: ReadonlyMap<string, UnitFacts>) => ({ post: holder.postId, unit: holder.unitId, unitKind: units.get(holder.unitId)?.kind ?? 'lainnya', isHead: holder.isHead, parent: units.get(holder.unitId)?.parent ?? null });

/** Who holds each of the posts today, and where it stands seen from the giver. */
export async function directionsTo(t: TenantContext, giver: Giver, posts: readonly string[], day: CalendarDay): Promise<{ holders: Map<string, Holder>; direction: (post: string) => Direction }> {
  const organization = organizationOf(t);
  const held = await Promise.all(posts.map((post) => organization.whoHeld(t, post, day)));
  const holders = new Map(held.flatMap(([first]) => (first ? [[first.postId, first] as const] : [])));
  const units = await organization.unitFacts(t, [...new Set([...holders.values()].map((one) => one.unitId))]);
  return { holders, direction: (post) => directionOf(giver, holders.has(post) ? receiverOf(holders.get(post)!, units) : undefined) };
}

/** Near ones before far ones; villages last, of which a regency has hundreds. */
const NEARNESS = ['head-of-region', 'dprd', 'setda', 'inspektorat', 'setwan', 'dinas', 'badan', 'rsud', 'bagian', 'bidang', 'uptd', 'kecamatan', 'lainnya', 'kelurahan', 'desa'];

/** Everybody below or beside the giver whom it may be given to: those it usually goes to, the own unit, then unit by unit. */
export async function recipientsOf(t: TenantContext, giver: Giver, day: CalendarDay, query: string, often: ReadonlyMap<string, number>): Promise<PostRef[]> {
  const organization = organizationOf(t);
  const all = await organization.unitsInForce(t);
  const units = new Map(all.map((unit) => [unit.id, unit]));
  const inReach = giver.overAll ? all.map((unit) => unit.id) : all.filter((unit) => giver.below.has(unit.id) || unit.parent === giver.parent).map((unit) => unit.id);
  const holders = firstOfEach([...(await organization.holdersOf(t, giver.unit, day)), ...(await organization.holdersWithDuty(t, inReach, 'leader', day))]);
  return holders.filter((one) => one.postId !== giver.post && ['down', 'peer'].includes(directionOf(giver, receiverOf(one, units))))
    .map((one) => ({ id: one.postId, title: one.title, unit: units.get(one.unitId)?.name ?? '', holder: actingName(one), nearness: one.unitId === giver.unit ? -1 : NEARNESS.indexOf(units.get(one.unitId)?.kind ?? 'lainnya') }))
    .filter((one) => matches(query, one.title, one.unit, one.holder))
    .sort((a, b) => (often.get(b.id) ?? 0) - (often.get(a.id) ?? 0) || a.nearness - b.nearness).slice(0, MOST).map(({ nearness: _, ...one }) => one);
}
