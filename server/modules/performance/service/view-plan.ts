import { creditPoints, levelOf } from '../../../engines/performance/credit-points.ts';
import { catalogueRules } from '../../../engines/performance/rules.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { EVALUATION_STATES, PERIODS, PLAN_STATES, VALUES, type EvaluationView, type PlanSummary, type PlanView } from '../contract.ts';
import { mayAct, type Asked, type Role } from '../rules/allowed-actions.ts';
import type { Action } from '../rules/fold.ts';
import { monthsOf, periodsOf } from '../rules/periods-of-a-plan.ts';
import * as evaluations from '../storage/evaluations.ts';
import * as logs from '../storage/logs.ts';
import * as plans from '../storage/plans.ts';
import { issuanceOf } from './ports.ts';
import { offeredTo } from './plans.ts';
import { settingsOn } from './settings.ts';
import { colleaguesOf, reviewSummaries } from './talk.ts';
import { rolesTowards, unitsSeen, viewerHolder } from './who.ts';

// Chapters: summaries · one plan · its evaluations · its history

export const EVALUATION_CASE = 'performance-evaluation';

export function summaryOf(plan: plans.PlanRecord, evaluated: readonly plans.EvaluatedRow[]): PlanSummary {
  return {
    id: plan.id, person: plan.person, name: plan.name, title: plan.title, unitName: plan.unitName, year: plan.year, fromDay: plan.fromDay, toDay: plan.toDay, state: plan.state, stateText: PLAN_STATES[plan.state], approach: plan.approach, source: plan.source, top: plan.top, version: plan.version,
    rows: plan.content.rows.length, evaluations: evaluated.filter((one) => one.plan === plan.id).map(({ period, state, predicate }) => ({ period, state, predicate })),
  };
}
export async function summariesOf(t: TenantContext, rows: readonly plans.PlanRecord[]): Promise<PlanSummary[]> {
  const evaluated = rows.length === 0 ? [] : await plans.evaluationsOfPlans(t.tx, t.instansi, rows.map((row) => row.id));
  return rows.map((row) => summaryOf(row, evaluated));
}

/** Owner, superior, the one above; of others who oversees the unit, who reads only. */
export async function seePlan(t: TenantContext, id: string) {
  const plan = await plans.findPlan(t.tx, t.instansi, id);
  if (!plan) throw new Refused({ code: 'performance.unknown' });
  const seen = await rolesTowards(t, plan);
  if (seen.roles.length === 0 && !(mustHat(t).permissions.has('performance.oversee') && (await unitsSeen(t)).has(plan.unit))) throw new Refused({ code: 'performance.unknown' });
  return { plan, ...seen };
}

const SHOWN: Partial<Record<Asked, PlanView['may'][number]>> = { edit: 'edit', submit: 'submit', withdraw: 'withdraw', approve: 'approve', return: 'return', change: 'change', talk: 'talk', feedback: 'feedback', review: 'review', end: 'end' };
const TALKED: readonly Asked[] = ['talk', 'feedback', 'review'];

export const getPlan = (ctx: Context, id: string): Promise<PlanView> => readTenant(ctx, async (t) => {
  const { plan, roles, day, superior } = await seePlan(t, id);
  const elsewhere = plan.source === 'e-kinerja' || (await settingsOn(t, day)).source === 'e-kinerja';
  const asks = (kind: Asked) => (!elsewhere || TALKED.includes(kind)) && mayAct(plan.folded, roles, kind).ok;
  const may = (Object.entries(SHOWN) as [Asked, PlanView['may'][number]][]).filter(([kind]) => asks(kind)).map(([, shown]) => shown);
  const above = superior ?? (plan.superiorPerson && plan.superiorPost ? { personId: plan.superiorPerson, postId: plan.superiorPost } : undefined);
  const offered = await offeredTo(t, plan, above);
  const [actions, versions, dialogues, feedback, rows] = [await plans.listActions(t.tx, t.instansi, id), await plans.listVersions(t.tx, t.instansi, id), await evaluations.dialoguesOf(t.tx, t.instansi, id), await evaluations.feedbackOf(t.tx, t.instansi, id), await evaluations.evaluationsOf(t.tx, t.instansi, id)];
  const results = new Map(plan.content.rows.map((row) => [row.id, row.result]));
  const side = roles.includes('owner') ? 'ownerAt' : roles.includes('superior') ? 'superiorAt' : undefined;
  return {
    ...summaryOf(plan, []), nip: plan.nip === null ? null : roles.length > 0 ? plan.nip : `••••••••••••${plan.nip.slice(-6)}`, rank: plan.rank, isHead: plan.isHead, number: plan.folded.number,
    superior: superior ? { name: superior.name, title: superior.title } : plan.superiorName ? { name: plan.superiorName, title: plan.superiorTitle } : null, content: plan.content, offered, superiorReady: plan.top || offered.length > 0,
    evaluations: await evaluationViews(t, plan, roles, actions.map((one) => one.payload), rows, elsewhere), may, mine: roles.includes('owner'), elsewhere,
    dialogues: dialogues.map((one) => ({ ...one, writtenAt: one.writtenAt.toISOString(), ownerAt: one.ownerAt?.toISOString() ?? null, superiorAt: one.superiorAt?.toISOString() ?? null, mayConfirm: side !== undefined && one[side] === null })),
    feedback: feedback.map((one) => ({ id: one.id, day: one.day, name: roles.includes('owner') && (one.relation === 'rekan' || one.relation === 'bawahan') ? '' : one.name, relation: one.relation, about: one.value ? VALUES[one.value].title : (results.get(one.result!) ?? 'Hasil kerja yang sudah dihapus'), words: one.words })),
    reviews: await reviewSummaries(t, plan, day, mayAct(plan.folded, roles, 'close-review').ok), colleagues: may.includes('review') ? await colleaguesOf(t, plan, day) : [],
    history: actions.map(({ at, payload }) => ({ at: at.toISOString(), text: sentenceOf(payload), by: payload.by.name, ...('words' in payload && payload.words !== '' ? { words: payload.words } : {}) })).reverse(),
    versions: versions.map((one) => ({ number: one.number, approvedAt: one.approvedAt.toISOString(), approvedBy: one.approvedBy })),
  };
});

export const getVersion = (ctx: Context, { id, number }: { id: string; number: number }) => readTenant(ctx, async (t) => {
  const { plan } = await seePlan(t, id);
  const found = (await plans.listVersions(t.tx, t.instansi, plan.id)).find((one) => one.number === number);
  if (!found) throw new Refused({ code: 'performance.unknown' });
  return { ...found, approvedAt: found.approvedAt.toISOString() };
});

async function evaluationViews(t: TenantContext, plan: plans.PlanRecord, roles: readonly Role[], actions: readonly Action[], rows: readonly evaluations.EvaluationRecord[], elsewhere: boolean): Promise<EvaluationView[]> {
  const { day } = await viewerHolder(t);
  const units = plan.isHead && plan.top ? await evaluations.organisationsOfUnit(t.tx, t.instansi, plan.unit, plan.year) : [];
  const byDay = await logs.minutesByDay(t.tx, t.instansi, [plan.person], plan.fromDay, plan.toDay);
  const rules = catalogueRules();
  const level = levelOf(plan.title, Object.keys(rules.credit.coefficients));
  const views: EvaluationView[] = [];
  for (const span of periodsOf(plan)) {
    const { period } = span;
    const row = rows.find((one) => one.period === period);
    const words = (kind: 'object' | 'answer') => actions.findLast((one): one is Extract<Action, { kind: 'object' | 'answer' }> => one.kind === kind && one.period === period)?.words;
    const [paper] = row?.number || row?.state === 'final' ? await issuanceOf(t).documentsOf(t, EVALUATION_CASE, row.id) : [];
    const can = (kind: Asked) => !elsewhere && mayAct(plan.folded, roles, kind, period).ok;
    const may: EvaluationView['may'] = [
      ...(can('draft-results') ? ['report' as const] : []), ...(can('rate') ? ['rate' as const] : []), ...(can('accept') ? ['accept' as const] : []), ...(can('object') && (!row?.objectUntil || day <= row.objectUntil) ? ['object' as const] : []), ...(can('answer') ? ['answer' as const] : []),
      ...(can('sign') && paper?.status !== 'signed' ? ['sign' as const] : []),
    ];
    const within = byDay.filter((one) => one.day >= span.fromDay && one.day <= span.toDay && one.approved > 0);
    const objection = words('object');
    const answer = words('answer');
    const months = monthsOf(span.fromDay, span.toDay);
    const points = level && row?.predicate ? creditPoints(level, row.predicate, months, rules.credit) : undefined;
    views.push({
      ...(row ? { id: row.id } : {}), period, periodText: PERIODS[period], toDay: span.toDay, state: row?.state ?? 'belum', stateText: EVALUATION_STATES[row?.state ?? 'belum'], realisations: row?.realisations ?? [], hasil: row?.hasil ?? null, perilaku: row?.perilaku ?? null, predicate: row?.predicate ?? null, rating: row?.rating ?? null,
      objectUntil: row?.objectUntil ?? null, ...(objection ? { objection } : {}), ...(answer ? { answer } : {}), ...(paper ? { paper: { id: paper.id, number: paper.number, state: paper.status, stateText: paper.statusText, ...(paper.url ? { url: paper.url } : {}) } } : {}),
      unitPredicate: units.find((one) => one.period === period)?.predicate ?? null, ...(level && points ? { credit: { level, points, months } } : {}), logs: { minutes: within.reduce((sum, one) => sum + one.approved, 0), days: within.length }, may,
    });
  }
  return views;
}

const ABOUT: Record<Action['kind'], string> = {
  start: 'SKP dimulai', submit: 'Diajukan kepada atasan', withdraw: 'Ditarik kembali', approve: 'Disetujui', begin: 'Masa SKP mulai berjalan', return: 'Dikembalikan untuk diperbaiki', change: 'Dibuka untuk diubah', end: 'Masa SKP diakhiri lebih awal', report: 'Realisasi dilaporkan', rate: 'Dinilai', accept: 'Penilaian diterima',
  close: 'Masa keberatan lewat; penilaian final', object: 'Keberatan diajukan', answer: 'Keberatan diputus; penilaian final', import: 'Predikat masuk dari e-Kinerja BKN',
};
const sentenceOf = (action: Action): string => ('period' in action ? `${PERIODS[action.period]}: ${ABOUT[action.kind].charAt(0).toLowerCase()}${ABOUT[action.kind].slice(1)}` : ABOUT[action.kind]);
