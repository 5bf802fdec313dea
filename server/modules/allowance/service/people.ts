import { percentText } from '../../../engines/attendance/percent.ts';
import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { firstDay, monthAfter, monthOf } from '../rules/months.ts';
import * as storage from '../storage/rules.ts';
import * as runs from '../storage/runs.ts';
import { organizationOf } from './ports.ts';

// Chapters: job classes of posts · disciplinary decisions

export const EMPLOYED = ['pns', 'cpns', 'pppk'];

export const listClasses = (ctx: Context, { unit, only }: { unit?: string | undefined; only: 'all' | 'without' }) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const [placements, units, rows] = [await organizationOf(t).placements(t, 'everybody', today, today), await organizationOf(t).unitsInForce(t), Map.groupBy(await storage.classesOf(t.tx, t.instansi, 'all', today), (row) => row.post)];
  const posts = Map.groupBy(placements.filter((one) => EMPLOYED.includes(one.employment)), (one) => one.post);
  const all = [...posts].map(([post, holders]) => {
    const row = rows.get(post)?.[0];
    const first = holders[0]!;
    return { post, unitId: first.unit, title: first.postTitle, holder: holders.map((one) => one.name).join(', '), class: row?.class ?? null, fromDay: row?.fromDay ?? null, basis: row?.basis ?? '' };
  });
  const without = Map.groupBy(all.filter((one) => one.class === null), (one) => one.unitId);
  const names = new Map(units.map((one) => [one.id, one.name]));
  const withStaff = new Set(all.map((one) => one.unitId));
  return {
    without: all.filter((one) => one.class === null).length, units: units.filter((one) => withStaff.has(one.id)).map((one) => ({ id: one.id, name: one.name, without: without.get(one.id)?.length ?? 0 })),
    items: all.filter((one) => (unit ? one.unitId === unit : only === 'without') && (only === 'all' || one.class === null)).slice(0, 500)
      .map(({ unitId, ...one }) => ({ ...one, unit: names.get(unitId) ?? '' })).sort((a, b) => a.unit.localeCompare(b.unit, 'id') || (b.class ?? 0) - (a.class ?? 0) || a.title.localeCompare(b.title, 'id')),
  };
});

/** Drafts of months from that day on, in which somebody holds such a post, are to be computed again. */
export async function saveClasses(t: TenantContext, rows: readonly { post: string; class: number }[], of: { fromDay: CalendarDay; basis: string }): Promise<void> {
  await storage.setClasses(t.tx, t.instansi, rows, { fromDay: of.fromDay, basis: of.basis, by: mustViewer(t).name, at: t.house.clock.now() });
  const posts = new Set(rows.map((row) => row.post));
  const people = (await organizationOf(t).placements(t, 'everybody', of.fromDay, '9999-12-31')).filter((one) => posts.has(one.post)).map((one) => one.person);
  await runs.setStaleFrom(t.tx, t.instansi, firstDay(monthOf(of.fromDay)), [...new Set(people)]);
}

/** From a day on; a month that is paid already is settled by a correction. */
export const setClasses = (ctx: Context, input: { fromDay: CalendarDay; basis: string; classes: readonly { post: string; class: number }[] }) => inTenant(ctx, async (t) => {
  const rows = [...new Map(input.classes.map((row) => [row.post, row])).values()];
  const known = new Set((await organizationOf(t).placements(t, 'everybody', input.fromDay, '9999-12-31')).map((one) => one.post));
  if (rows.some((row) => !known.has(row.post))) throw new Refused({ code: 'allowance.unknown' });
  await saveClasses(t, rows, input);
  await audit(t, { action: 'allowance.classes-set', object: 'allowance-class', detail: { fromDay: input.fromDay, basis: input.basis, posts: rows.length } });
  return { set: rows.length };
});

export const listSanctions = (ctx: Context) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const everybody = (await organizationOf(t).placements(t, 'everybody', today, today)).filter((one) => EMPLOYED.includes(one.employment));
  const names = new Map(everybody.map((one) => [one.person, one.name]));
  const rows = await storage.listSanctions(t.tx, t.instansi);
  return {
    people: [...new Map(everybody.map((one) => [one.person, { id: one.person, name: `${one.name} · ${one.postTitle}` }])).values()].sort((a, b) => a.name.localeCompare(b.name, 'id')),
    items: rows.map((row) => ({ id: row.id, person: row.person, name: names.get(row.person) ?? '', percent: `${percentText(row.percent)} %`, from: monthOf(row.fromMonth), to: monthOf(row.toMonth), basis: row.basis, madeBy: row.madeBy, withdrawn: row.withdrawnAt !== null })),
  };
});

export const addSanction = (ctx: Context, input: { person: string; percent: number; from: string; months: number; basis: string }) => inTenant(ctx, async (t) => {
  const from = firstDay(input.from);
  if (!(await isEmployed(t, input.person, from))) throw new Refused({ code: 'allowance.person' });
  await mustBeAnother(t, input.person);
  const id = uuidv7();
  const until = firstDay(monthAfter(input.from, input.months - 1));
  // Cuts of several decisions add up, so one that is sent twice would cut twice.
  if (await storage.knownSanction(t.tx, t.instansi, { person: input.person, basis: input.basis, fromMonth: from, toMonth: until })) throw new Refused({ code: 'allowance.sanction-known', fields: [{ path: 'basis', message: 'Sudah dicatat.' }] });
  await storage.insertSanction(t.tx, t.instansi, { id, person: input.person, percent: input.percent * 100, fromMonth: from, toMonth: until, basis: input.basis, by: mustViewer(t).name, at: t.house.clock.now() });
  for (let n = 0; n < input.months; n++) await runs.setStale(t.tx, t.instansi, firstDay(monthAfter(input.from, n)), [input.person]);
  await audit(t, { action: 'allowance.sanction-added', object: 'allowance-sanction', objectId: id, detail: { person: input.person, percent: input.percent, from: input.from, months: input.months } });
  return { id };
});
/** Nobody notes or withdraws the own cut. @throws Refused `allowance.own-sanction` */
async function mustBeAnother(t: TenantContext, person: string): Promise<void> {
  const organization = organizationOf(t);
  if ((await organization.holdingInForce(t, mustHat(t).holdingId, await organization.today(t)))?.personId === person) throw new Refused({ code: 'allowance.own-sanction' });
}
const isEmployed = async (t: TenantContext, person: string, day: CalendarDay): Promise<boolean> => (await organizationOf(t).placements(t, { people: [person] }, day, '9999-12-31')).some((one) => EMPLOYED.includes(one.employment));

export const withdrawSanction = (ctx: Context, { id }: { id: string }) => inTenant(ctx, async (t) => {
  const row = await storage.findSanction(t.tx, t.instansi, id);
  if (!row || row.withdrawnAt) throw new Refused({ code: 'allowance.unknown' });
  await mustBeAnother(t, row.person);
  await storage.withdrawSanction(t.tx, t.instansi, id, mustViewer(t).name, t.house.clock.now());
  for (let month = monthOf(row.fromMonth); firstDay(month) <= row.toMonth; month = monthAfter(month)) await runs.setStale(t.tx, t.instansi, firstDay(month), [row.person]);
  await audit(t, { action: 'allowance.sanction-withdrawn', object: 'allowance-sanction', objectId: id });
  return {};
});
