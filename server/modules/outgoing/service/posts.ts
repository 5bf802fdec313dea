import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import type { PostRef } from '../contract.ts';
import { lettersOf, organizationOf } from './ports.ts';
import { readerOf } from './reader.ts';

// Chapters: names · what may be chosen

const ACTING: Record<string, string> = { plt: 'Plt. ', plh: 'Plh. ', pj: 'Pj. ', pjs: 'Pjs. ' };
export const actingName = (holder: { capacity: string; name: string }): string => `${ACTING[holder.capacity] ?? ''}${holder.name}`;
export const actingTitle = (holder: { capacity: string; title: string }): string => `${ACTING[holder.capacity] ?? ''}${holder.title}`;

export interface PostFound extends PostRef {
  first: Holder | undefined;
}
/** Posts with who acts there today, by id. A closed post keeps its title; one that never was is absent. */
export async function postsOf(t: TenantContext, posts: readonly string[], day: CalendarDay): Promise<Map<string, PostFound>> {
  const ids = [...new Set(posts)];
  if (ids.length === 0) return new Map();
  const organization = organizationOf(t);
  const [{ posts: titles }, ...held] = await Promise.all([organization.namesOf(t, { accounts: [], posts: ids }), ...ids.map((id) => organization.whoHeld(t, id, day))]);
  const units = await organization.unitFacts(t, [...new Set(held.flatMap((holders) => holders.map((one) => one.unitId)))]);
  return new Map(ids.flatMap((id, nth): [string, PostFound][] => {
    const first = held[nth]![0];
    const title = titles.get(id) ?? first?.title;
    return title === undefined ? [] : [[id, { id, title, unit: (first && units.get(first.unitId)?.name) ?? '', holder: first ? actingName(first) : '', first }]];
  }));
}
export const refOf = (found: PostFound | undefined, id: string): PostRef => (found ? { id, title: found.title, unit: found.unit, holder: found.holder } : { id, title: 'Jabatan yang sudah dihapus', unit: '', holder: '' });

const NEARNESS = ['head-of-region', 'dprd', 'setda', 'inspektorat', 'setwan', 'dinas', 'badan', 'rsud', 'bagian', 'bidang', 'uptd', 'kecamatan', 'lainnya', 'kelurahan', 'desa'];
const MOST = 400;
export const matches = (query: string, ...texts: string[]): boolean => query.toLowerCase().split(/\s+/).every((word) => texts.some((text) => text.toLowerCase().includes(word)));

/** Addressees: heads and everybody with a say, the own unit whole; who initials: those of the own unit, and heads; who signs: who has the duty. */
export const listPosts = (ctx: Context, { query, for: what }: { query: string; for: 'addressee' | 'initial' | 'sign' }) =>
  readTenant(ctx, async (t) => {
    const { day, hat, units } = await readerOf(t);
    const organization = organizationOf(t);
    const all = [...units.keys()];
    const [own, signers, leaders] = await Promise.all([organization.holdersOf(t, hat.unitId, day), organization.holdersWithDuty(t, all, 'signer', day), what === 'sign' ? [] : organization.holdersWithDuty(t, all, 'leader', day)]);
    const initialers = what === 'initial' ? await organization.holdersWithDuty(t, all, 'initialer', day) : [];
    const holders = what === 'sign' ? signers : [...own, ...leaders, ...initialers, ...signers];
    const once = [...new Map(holders.toReversed().map((holder) => [holder.postId, holder])).values()].toReversed();
    const near = (one: Holder) => (one.unitId === hat.unitId ? -1 : NEARNESS.indexOf(units.get(one.unitId)?.kind ?? 'lainnya'));
    const items = once.filter((one) => units.has(one.unitId))
      .map((one) => ({ id: one.postId, title: one.title, unit: units.get(one.unitId)!.name, holder: actingName(one), signMode: one.signMode, near: near(one), head: one.isHead ? 0 : 1 }))
      .filter((one) => matches(query, one.title, one.unit, one.holder))
      .sort((a, b) => a.near - b.near || a.head - b.head).slice(0, MOST).map(({ near: _n, head: _h, ...one }) => one);
    return { items };
  });
export const listInstitutions = (ctx: Context) => readTenant(ctx, async (t) => ({ items: await lettersOf(t).institutions(t) }));
