import { clauseText, distributionOf, ORGANISATION_PREDICATES, type Counts, type OrganisationPredicate } from '../../../engines/performance/distribution.ts';
import { PREDICATES } from '../../../engines/performance/predicate.ts';
import { catalogueRules } from '../../../engines/performance/rules.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { PERIODS, PLAN_STATES, type PatternRow, type Period } from '../contract.ts';
import * as storage from '../storage/evaluations.ts';
import * as plans from '../storage/plans.ts';
import { organizationOf } from './ports.ts';
import { settingsOn } from './settings.ts';
import { unitsSeen, viewerHolder } from './who.ts';

// Chapters: which units · distribution · deciding and explaining

/** Units with staff of their own that the viewer may look at, in the order of the tree. */
async function unitsFor(t: TenantContext) {
  const seen = await unitsSeen(t);
  return (await organizationOf(t).unitsInForce(t)).filter((one) => seen.has(one.id) && one.kind !== 'head-of-region' && one.kind !== 'desa');
}
const BEST_FIRST = [...PREDICATES].reverse();

function entry(unit: { id: string; name: string; code: string }, of: readonly plans.PlanRecord[], evaluated: readonly plans.EvaluatedRow[], period: Period, organisation: storage.OrganisationRecord | undefined, smallUnit: number, mayJustify: boolean) {
  // The pattern is one for staff; the head takes the unit's own predicate.
  const staff = of.filter((plan) => plan.unit === unit.id && !plan.isHead);
  const ids = new Set(staff.map((plan) => plan.id));
  const counts: Counts = Object.fromEntries([...Map.groupBy(evaluated.filter((one) => ids.has(one.plan) && one.period === period && one.predicate !== null), (one) => one.predicate!)].map(([predicate, rows]) => [predicate, rows.length]));
  const { total, judged, verdict } = distributionOf(counts, organisation ? catalogueRules().distribution[organisation.predicate] : [], smallUnit);
  return {
    unit: unit.id, name: unit.name, code: unit.code, predicate: organisation?.predicate ?? null, basis: organisation?.basis ?? '', decidedBy: organisation?.decidedBy ?? '', version: organisation?.version ?? 0, justification: organisation?.justification ?? '', justifiedBy: organisation?.justifiedBy ?? '', staff: staff.length,
    distribution: { total, verdict: organisation ? verdict : 'empty' as const, counts: BEST_FIRST.map((predicate) => ({ predicate, people: counts[predicate] ?? 0 })), clauses: judged.map((one) => ({ text: clauseText(one.clause), people: one.people, passes: one.passes, ...(one.bound === undefined ? {} : { bound: one.bound }) })) },
    mayJustify: mayJustify && organisation !== undefined && (verdict === 'justify' || verdict === 'fail'),
  };
}
/** The quarter that ended last. */
function lastPeriod(day: string): { year: number; period: Period } {
  const year = Number(day.slice(0, 4));
  const ended = Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  return ended === 0 ? { year: year - 1, period: 'year' } : { year, period: `q${ended}` as Period };
}

export const listOrganisations = (ctx: Context, input: { year?: number | undefined; period?: Period | undefined }) => readTenant(ctx, async (t) => {
  const { day } = await viewerHolder(t);
  const { year, period } = { ...lastPeriod(day), ...(input.year ? { year: input.year } : {}), ...(input.period ? { period: input.period } : {}) };
  const units = await unitsFor(t);
  const ids = units.map((one) => one.id);
  const [rows, organisations] = [await plans.plansOfUnits(t.tx, t.instansi, ids, year), await storage.organisationsOf(t.tx, t.instansi, ids, year, period)];
  const evaluated = rows.length === 0 ? [] : await plans.evaluationsOfPlans(t.tx, t.instansi, rows.map((row) => row.id));
  const { smallUnit } = await settingsOn(t, day);
  const used = new Set(rows.map((row) => row.unit));
  const byUnit = new Map(organisations.map((one) => [one.unit, one]));
  const maySet = mustHat(t).permissions.has('performance.configure');
  const shown = units.filter((one) => used.has(one.id) || byUnit.has(one.id) || (maySet && (one.kind === 'dinas' || one.kind === 'badan' || one.kind === 'kecamatan')) || one.id === mustHat(t).unitId);
  return { year, period, periodText: PERIODS[period], maySet, items: shown.map((one) => entry(one, rows, evaluated, period, byUnit.get(one.id), smallUnit, false)) };
});

export const getOrganisation = (ctx: Context, input: { unit: string; year: number; period: Period }) => readTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const unit = (await unitsFor(t)).find((one) => one.id === input.unit);
  if (!unit) throw new Refused({ code: 'performance.unit-unknown' });
  const rows = await plans.plansOfUnits(t.tx, t.instansi, [unit.id], input.year);
  const evaluated = rows.length === 0 ? [] : await plans.evaluationsOfPlans(t.tx, t.instansi, rows.map((row) => row.id));
  const [organisation] = await storage.organisationsOf(t.tx, t.instansi, [unit.id], input.year, input.period);
  const { smallUnit } = await settingsOn(t, day);
  return {
    ...entry(unit, rows, evaluated, input.period, organisation, smallUnit, me.isHead && me.unitId === unit.id), year: input.year, period: input.period, periodText: PERIODS[input.period], maySet: mustHat(t).permissions.has('performance.configure'),
    people: rows.map((row) => {
      const one = evaluated.find((each) => each.plan === row.id && each.period === input.period);
      return { plan: row.id, name: row.name, title: row.title, isHead: row.isHead, state: one ? (one.predicate ? '' : 'Menunggu penilaian') : PLAN_STATES[row.state], predicate: one?.predicate ?? null };
    }),
  };
});

/** For the leaders' page: what the pattern asks of each unit, and what is there. */
export async function patternsOf(t: TenantContext, units: readonly string[], year: number, period: Period): Promise<PatternRow[]> {
  const decided = await storage.organisationsOf(t.tx, t.instansi, units, year, period);
  if (decided.length === 0) return [];
  const ids = decided.map((one) => one.unit);
  const facts = await organizationOf(t).unitFacts(t, ids);
  const rows = await plans.plansOfUnits(t.tx, t.instansi, ids, year);
  const evaluated = rows.length === 0 ? [] : await plans.evaluationsOfPlans(t.tx, t.instansi, rows.map((row) => row.id));
  const { smallUnit } = await settingsOn(t, await organizationOf(t).today(t));
  return decided.map((one) => {
    const { staff, distribution } = entry({ id: one.unit, name: '', code: '' }, rows, evaluated, period, one, smallUnit, false);
    const faults = distribution.clauses.filter((clause) => !clause.passes).map((clause) => `${clause.text}: ada ${clause.people} orang${clause.bound === undefined ? '' : `, batasnya ${clause.bound}`}`);
    return { unit: one.unit, name: facts.get(one.unit)?.name ?? '', predicate: ORGANISATION_PREDICATES[one.predicate], staff, rated: distribution.total, verdict: distribution.verdict, faults };
  });
}

export const setOrganisation = (ctx: Context, input: { unit: string; year: number; period: Period; predicate: OrganisationPredicate; basis: string; version: number }) => inTenant(ctx, async (t) => {
  if (!(await unitsFor(t)).some((one) => one.id === input.unit)) throw new Refused({ code: 'performance.unit-unknown' });
  const decided = { ...input, decidedBy: mustViewer(t).name, decidedAt: t.house.clock.now() };
  const saved = input.version === 0 ? await storage.insertOrganisation(t.tx, t.instansi, { ...decided, id: uuidv7(), justification: null, justifiedBy: null }) : await storage.saveOrganisation(t.tx, t.instansi, decided);
  if (saved === 0) throw new Refused({ code: 'request.changed-meanwhile' });
  await audit(t, { action: 'performance.organisation-set', object: 'unit', objectId: input.unit, detail: { year: input.year, period: input.period, predicate: input.predicate } });
  return { version: input.version + 1 };
});

/** Only the head of the unit itself explains. */
export const justifyDistribution = (ctx: Context, input: { unit: string; year: number; period: Period; version: number; words: string }) => inTenant(ctx, async (t) => {
  const { me } = await viewerHolder(t);
  if (!me.isHead || me.unitId !== input.unit) throw new Refused({ code: 'performance.not-for-you', data: { sentence: 'Sebaran dijelaskan oleh kepala unit itu sendiri.' } });
  if ((await storage.saveJustification(t.tx, t.instansi, { ...input, by: me.name, at: t.house.clock.now() })) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
  await audit(t, { action: 'performance.distribution-justified', object: 'unit', objectId: input.unit, detail: { year: input.year, period: input.period } });
  return { version: input.version + 1 };
});
