import { dueAfter } from '../../../engines/working-time/limits.ts';
import { predicateOf, type Rating } from '../../../engines/performance/predicate.ts';
import { catalogueRules } from '../../../engines/performance/rules.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { dayIn, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Period, RatingNote, Realisation, ValueCode } from '../contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { periodsOf } from '../rules/periods-of-a-plan.ts';
import * as storage from '../storage/evaluations.ts';
import type { PlanRecord } from '../storage/plans.ts';
import { byOf, openFor, perform } from './plan-store.ts';
import { calendarOf, organizationOf } from './ports.ts';
import { settingsOn } from './settings.ts';

// Chapters: realisation · rating · what follows a rating

interface At {
  plan: string;
  period: Period;
  version: number;
}
/** The period within the plan's days; refused where the plan does not touch it. */
function within(plan: PlanRecord, period: Period): { fromDay: CalendarDay; toDay: CalendarDay } {
  const found = periodsOf(plan).find((one) => one.period === period);
  if (!found) throw new Refused({ code: 'performance.period-outside' });
  return found;
}
const blank = (plan: PlanRecord, period: Period, toDay: CalendarDay): storage.SavedEvaluation => ({
  id: uuidv7(), plan: plan.id, period, person: plan.person, unit: plan.unit, isHead: plan.isHead, year: plan.year, toDay, state: 'disusun', realisations: [], hasil: null, perilaku: null, predicate: null, rating: null, ratedAt: null, objectUntil: null, objectionPost: null,
});
async function rowOf(t: TenantContext, plan: PlanRecord, period: Period): Promise<storage.SavedEvaluation> {
  const { toDay } = within(plan, period);
  const known = await storage.findEvaluation(t.tx, t.instansi, plan.id, period);
  return known ? { ...blank(plan, period, toDay), ...known, toDay } : blank(plan, period, toDay);
}
/** A predicate that came from elsewhere before the plan knew of it is not reported over. */
function notRated(row: storage.SavedEvaluation): storage.SavedEvaluation {
  if (row.predicate !== null) throw new Refused({ code: 'performance.not-now', data: { state: 'Final' } });
  return row;
}
/** Only of indicators that the plan has, each once. */
function fitting(plan: PlanRecord, realisations: readonly Realisation[]): Realisation[] {
  const known = new Set(plan.content.rows.flatMap((row) => row.indicators.map((one) => one.id)));
  return [...new Map(realisations.filter((one) => known.has(one.indicator)).map((one) => [one.indicator, one])).values()];
}

export const saveRealisations = (ctx: Context, input: At & { realisations: Realisation[] }) => inTenant(ctx, async (t) => {
  const { plan } = await openFor(t, input.plan, { kind: 'draft-results', period: input.period, version: input.version });
  await storage.saveEvaluation(t.tx, t.instansi, { ...notRated(await rowOf(t, plan, input.period)), realisations: fitting(plan, input.realisations) });
  await audit(t, { action: 'performance.results-saved', object: 'performance-plan', objectId: plan.id, detail: { period: input.period } });
  return { version: plan.version };
});

/** Handed to the superior once each indicator has a realisation; from the last day of the period on. */
export const reportResults = (ctx: Context, input: At & { realisations?: Realisation[] | undefined }) => inTenant(ctx, async (t) => {
  const { plan, me, day } = await openFor(t, input.plan, { kind: 'report', period: input.period, version: input.version });
  const row = notRated(await rowOf(t, plan, input.period));
  if (day < row.toDay) throw new Refused({ code: 'performance.period-not-over', data: { day: row.toDay } });
  const realisations = input.realisations ? fitting(plan, input.realisations) : row.realisations;
  const said = new Set(realisations.filter((one) => one.realised !== '').map((one) => one.indicator));
  const missing = plan.content.rows.flatMap((one) => one.indicators).filter((one) => !said.has(one.id));
  if (missing.length > 0) throw new Refused({ code: 'performance.no-realisation', fields: missing.map((one) => ({ path: `realisasi.${one.id}`, message: `Isi realisasi "${one.text.slice(0, 60)}".` })) });
  await storage.saveEvaluation(t.tx, t.instansi, { ...row, realisations, state: 'dilaporkan' });
  return { version: (await perform(t, plan, byOf(t, me), { kind: 'report', period: input.period })).version };
});

/** The head of a unit takes the unit's achievement as his own result (SE MenPANRB 3/2023). */
async function hasilOf(t: TenantContext, plan: PlanRecord, period: Period, given: Rating | undefined): Promise<{ hasil: Rating; fromUnit?: RatingNote['fromUnit'] }> {
  if (plan.isHead && plan.top) {
    const [organisation] = await storage.organisationsOf(t.tx, t.instansi, [plan.unit], plan.year, period);
    if (!organisation) throw new Refused({ code: 'performance.no-unit-predicate' });
    return { hasil: catalogueRules().headRating[organisation.predicate], fromUnit: organisation.predicate };
  }
  if (!given) throw new Refused({ code: 'request.invalid', fields: [{ path: 'hasil', message: 'Pilih penilaian hasil kerja.' }] });
  return { hasil: given };
}

export const rate = (ctx: Context, input: At & { hasil?: Rating | undefined; perilaku: Rating; values: Partial<Record<ValueCode, Rating>>; note: string }) => inTenant(ctx, async (t) => {
  const { plan, me, day, above } = await openFor(t, input.plan, { kind: 'rate', period: input.period, version: input.version });
  const row = await rowOf(t, plan, input.period);
  const { hasil, fromUnit } = await hasilOf(t, plan, input.period, input.hasil);
  const { objectionDays } = await settingsOn(t, day);
  const now = t.house.clock.now();
  const due = dueAfter(await calendarOf(t).calendarOf(t, plan.unit), now, { amount: objectionDays, unit: 'working-days' });
  const predicate = predicateOf(hasil, input.perilaku);
  const rating: RatingNote = { note: input.note, values: input.values, by: me.name, byTitle: me.title, ...(fromUnit ? { fromUnit } : {}) };
  await storage.saveEvaluation(t.tx, t.instansi, { ...row, state: 'dinilai', hasil, perilaku: input.perilaku, predicate, rating, ratedAt: now, objectUntil: dayIn(due.dueAt, await organizationOf(t).zone(t)), objectionPost: above?.postId ?? me.postId });
  const { version } = await perform(t, plan, byOf(t, me), { kind: 'rate', period: input.period, hasil, perilaku: input.perilaku, words: input.note });
  return { version, predicate };
});

export const acceptRating = (ctx: Context, input: At) => inTenant(ctx, async (t) => {
  const { plan, me } = await openFor(t, input.plan, { kind: 'accept', period: input.period, version: input.version });
  await storage.saveEvaluation(t.tx, t.instansi, { ...(await rowOf(t, plan, input.period)), state: 'final' });
  return { version: (await perform(t, plan, byOf(t, me), { kind: 'accept', period: input.period })).version };
});
export const objectToRating = (ctx: Context, input: At & { reason: string }) => inTenant(ctx, async (t) => {
  const { plan, me, day } = await openFor(t, input.plan, { kind: 'object', period: input.period, version: input.version });
  const row = await rowOf(t, plan, input.period);
  if (row.objectUntil !== null && day > row.objectUntil) throw new Refused({ code: 'performance.objection-over', data: { day: row.objectUntil } });
  await storage.saveEvaluation(t.tx, t.instansi, { ...row, state: 'keberatan' });
  return { version: (await perform(t, plan, byOf(t, me), { kind: 'object', period: input.period, words: input.reason })).version };
});
/** Whoever stands above the rater upholds or changes; that is the end. */
export const answerObjection = (ctx: Context, input: At & { hasil?: Rating | undefined; perilaku: Rating; reason: string }) => inTenant(ctx, async (t) => {
  const { plan, me } = await openFor(t, input.plan, { kind: 'answer', period: input.period, version: input.version });
  const row = await rowOf(t, plan, input.period);
  // The unit's achievement is not for the one above to change either.
  const { hasil } = await hasilOf(t, plan, input.period, input.hasil);
  const predicate = predicateOf(hasil, input.perilaku);
  await storage.saveEvaluation(t.tx, t.instansi, { ...row, state: 'final', hasil, perilaku: input.perilaku, predicate });
  const { version } = await perform(t, plan, byOf(t, me), { kind: 'answer', period: input.period, hasil, perilaku: input.perilaku, words: input.reason });
  return { version, predicate };
});

/** After the days of objection the rating is final by itself. */
export async function closeRating(t: TenantContext, plan: PlanRecord, period: Period): Promise<void> {
  const said = mayAct(plan.folded, ['owner'], 'accept', period);
  orRefuse(said);
  const row = await rowOf(t, plan, period);
  if (row.state !== 'dinilai' || row.objectUntil === null || (await organizationOf(t).today(t)) <= row.objectUntil) return;
  await storage.saveEvaluation(t.tx, t.instansi, { ...row, state: 'final' });
  await perform(t, plan, { name: 'Sistem' }, { kind: 'close', period });
}
