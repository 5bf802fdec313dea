import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import type { PlanContent, PlanRow, ValueCode } from '../contract.ts';
import { aPlanIsWhole } from '../rules/a-plan-is-whole.ts';
import { apply, type Action } from '../rules/fold.ts';
import { isTop } from '../rules/where-a-plan-hangs.ts';
import * as storage from '../storage/plans.ts';
import { byOf, openFor, perform } from './plan-store.ts';
import { organizationOf } from './ports.ts';
import { settingsOn } from './settings.ts';
import { superiorOf, viewerHolder } from './who.ts';

// Chapters: beginning · words · handing in and deciding · changing and ending

const EMPTY: PlanContent = { agreement: '', rows: [], expectations: {}, resources: '', accountability: '', consequences: '' };
const NOT_ASN = new Set(['head-of-region', 'village', 'contract']);

/** Whether the post takes a plan, above whom it hangs, and where its results come from. */
export async function standing(t: TenantContext, me: Holder, day: CalendarDay) {
  const settings = await settingsOn(t, day);
  const [placement] = (await organizationOf(t).placements(t, { people: [me.personId] }, day, day)).filter((one) => one.holding === me.holdingId);
  const superior = await superiorOf(t, me.holdingId, day);
  return {
    settings, superior, covered: placement !== undefined && !me.isHeadOfRegion && !NOT_ASN.has(placement.employment) && settings.employments.includes(placement.employment),
    top: isTop({ isHead: me.isHead, unitKind: mustHat(t).unitKind }, superior, settings.agreementKinds),
  };
}

export const startPlan = (ctx: Context, input: { year: number; fromDay?: CalendarDay | undefined; toDay?: CalendarDay | undefined; approach: 'kuantitatif' | 'kualitatif' }) => inTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const { settings, superior, covered, top } = await standing(t, me, day);
  if (settings.source === 'e-kinerja') throw new Refused({ code: 'performance.in-e-kinerja' });
  if (!covered) throw new Refused({ code: 'performance.not-covered' });
  if (!superior) throw new Refused({ code: 'performance.no-superior' });
  const later = (a: CalendarDay, b: CalendarDay) => (a > b ? a : b);
  const fromDay = input.fromDay ?? later(`${input.year}-01-01`, me.fromDay);
  const yearEnd = `${input.year}-12-31`;
  const toDay = input.toDay ?? (me.toDay !== null && me.toDay < yearEnd ? me.toDay : yearEnd);
  if (fromDay.slice(0, 4) !== String(input.year) || toDay.slice(0, 4) !== String(input.year) || fromDay > toDay || fromDay < me.fromDay || (me.toDay !== null && toDay > me.toDay)) throw new Refused({ code: 'performance.period', fields: [{ path: 'fromDay', message: 'Periksa masanya.' }] });
  await storage.lockPerson(t.tx, t.instansi, me.personId);
  const known = await storage.overlapping(t.tx, t.instansi, { person: me.personId, post: me.postId, fromDay, toDay });
  if (known) throw new Refused({ code: 'performance.plan-exists', data: { from: known.fromDay, to: known.toDay } });
  const at = t.house.clock.now();
  const action: Action = { at: at.toISOString(), by: byOf(t, me), kind: 'start', source: 'here' };
  const folded = apply(undefined, action);
  const plan: storage.PlanRecord = {
    id: uuidv7(), person: me.personId, holding: me.holdingId, post: me.postId, unit: me.unitId, name: me.name, nip: me.nip, rank: me.rank, title: me.title, unitName: mustHat(t).unitName, isHead: me.isHead, year: input.year, fromDay, toDay, approach: input.approach, source: 'here', top,
    ...hangsAt(superior), state: folded.state, seq: 1, version: 1, folded, content: EMPTY, madeAt: at,
  };
  await storage.insertPlans(t.tx, t.instansi, [plan]);
  await storage.insertActions(t.tx, t.instansi, [{ plan: plan.id, seq: 1, action }]);
  await audit(t, { action: 'performance.start', object: 'performance-plan', objectId: plan.id, detail: { year: plan.year, fromDay, toDay } });
  return { id: plan.id, version: 1 };
});
const hangsAt = (superior: Holder) => ({ superiorPerson: superior.personId, superiorPost: superior.postId, superiorName: superior.name, superiorTitle: superior.title });

/** Rows of the superior's plan as approved last: what a plan may support. */
export async function offeredTo(t: TenantContext, plan: Pick<storage.PlanRecord, 'top' | 'fromDay' | 'toDay'>, superior: Pick<Holder, 'personId' | 'postId'> | undefined): Promise<{ plan: string; row: string; text: string }[]> {
  if (plan.top || !superior) return [];
  const [first] = await storage.approvedOf(t.tx, t.instansi, superior.personId, superior.postId, plan.fromDay, plan.toDay);
  return first ? first.content.rows.map((row) => ({ plan: first.id, row: row.id, text: row.result })) : [];
}

async function write(ctx: Context, id: string, version: number, change: (content: PlanContent, plan: storage.PlanRecord) => { content: PlanContent; approach?: storage.PlanRecord['approach'] }): Promise<{ version: number }> {
  return inTenant(ctx, async (t) => {
    const { plan } = await openFor(t, id, { kind: 'edit', version });
    const { content, approach = plan.approach } = change(plan.content, plan);
    if ((await storage.saveContent(t.tx, t.instansi, { id, version, approach, content })) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'performance.plan-saved', object: 'performance-plan', objectId: id, detail: { rows: content.rows.length } });
    return { version: version + 1 };
  });
}
export const saveRow = (ctx: Context, { plan, row, version, ...fields }: { plan: string; row: string; version: number } & Omit<PlanRow, 'id'>) =>
  write(ctx, plan, version, (content) => {
    const saved: PlanRow = { id: row, ...fields };
    return { content: { ...content, rows: content.rows.some((one) => one.id === row) ? content.rows.map((one) => (one.id === row ? saved : one)) : [...content.rows, saved].slice(0, 40) } };
  });
export const dropRow = (ctx: Context, { plan, row, version }: { plan: string; row: string; version: number }) => write(ctx, plan, version, (content) => ({ content: { ...content, rows: content.rows.filter((one) => one.id !== row) } }));
export const saveAttachments = (ctx: Context, { id, version, approach, ...words }: { id: string; version: number; approach: storage.PlanRecord['approach'] } & Omit<PlanContent, 'rows'>) =>
  write(ctx, id, version, (content) => ({ approach, content: { ...content, ...words } }));

/** To the direct superior of today, whose plan it must support. */
export const submitPlan = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  const { plan, me, day, superior } = await openFor(t, id, { kind: 'submit', version });
  if (!superior) throw new Refused({ code: 'performance.no-superior' });
  const unitKind = (await organizationOf(t).unitFacts(t, [plan.unit])).get(plan.unit)?.kind ?? '';
  const top = isTop({ isHead: plan.isHead, unitKind }, superior, (await settingsOn(t, day)).agreementKinds);
  const hung = { ...plan, top, ...hangsAt(superior) };
  const offered = await offeredTo(t, hung, superior);
  if (!top && offered.length === 0) throw new Refused({ code: 'performance.superior-has-no-plan', data: { name: superior.name } });
  orRefuse(aPlanIsWhole(plan.content, { top, offered }));
  return { version: (await perform(t, hung, byOf(t, me), { kind: 'submit' })).version };
});
export const withdrawPlan = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  const { plan, me } = await openFor(t, id, { kind: 'withdraw', version });
  return { version: (await perform(t, plan, byOf(t, me), { kind: 'withdraw' })).version };
});

/** The leader may add to what he expects of each value; the approved version is kept as it was approved. */
export const approvePlan = (ctx: Context, { id, version, expectations }: { id: string; version: number; expectations?: Partial<Record<ValueCode, string>> | undefined }) => inTenant(ctx, async (t) => {
  const { plan, me, day } = await openFor(t, id, { kind: 'approve', version });
  const content: PlanContent = { ...plan.content, ...(expectations ? { expectations: Object.fromEntries(Object.entries(expectations).filter(([, words]) => words !== '')) } : {}) };
  const { version: after, folded } = await perform(t, { ...plan, content }, byOf(t, me), { kind: 'approve', begun: plan.fromDay <= day });
  await storage.insertVersion(t.tx, t.instansi, { plan: id, number: folded.number, content, at: t.house.clock.now(), by: me.name });
  return { version: after };
});
export const returnPlan = (ctx: Context, { id, version, reason }: { id: string; version: number; reason: string }) => inTenant(ctx, async (t) => {
  const { plan, me } = await openFor(t, id, { kind: 'return', version });
  return { version: (await perform(t, plan, byOf(t, me), { kind: 'return', words: reason })).version };
});

export const changePlan = (ctx: Context, { id, version, reason }: { id: string; version: number; reason: string }) => inTenant(ctx, async (t) => {
  const { plan, me } = await openFor(t, id, { kind: 'change', version });
  return { version: (await perform(t, plan, byOf(t, me), { kind: 'change', words: reason })).version };
});
/** A transfer ends the plan; the next post begins its own. */
export const endPlan = (ctx: Context, { id, version, toDay, reason }: { id: string; version: number; toDay: CalendarDay; reason: string }) => inTenant(ctx, async (t) => {
  const { plan, me } = await openFor(t, id, { kind: 'end', version });
  if (toDay < plan.fromDay || toDay > plan.toDay) throw new Refused({ code: 'performance.period', fields: [{ path: 'toDay', message: `Pilih hari di antara ${plan.fromDay} dan ${plan.toDay}.` }] });
  return { version: (await perform(t, { ...plan, toDay }, byOf(t, me), { kind: 'end', toDay, words: reason })).version };
});
