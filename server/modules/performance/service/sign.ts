import { longDate } from '../../../engines/documents/letter/indonesian.ts';
import { RATINGS } from '../../../engines/performance/predicate.ts';
import { ORGANISATION_PREDICATES } from '../../../engines/performance/distribution.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CaseAccess, NumberOrder, SigningSecret } from '../../issuance/contract.ts';
import { PERIOD_WORDS, ASPECTS, PERIODS, VALUES, type Period, type ValueCode } from '../contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { periodsOf } from '../rules/periods-of-a-plan.ts';
import * as storage from '../storage/evaluations.ts';
import { findPlan, type PlanRecord } from '../storage/plans.ts';
import { openFor } from './plan-store.ts';
import { institutionOf, issuanceOf } from './ports.ts';
import { EVALUATION_CASE, seePlan } from './view-plan.ts';
import { unitsSeen } from './who.ts';

export const TEMPLATE = 'dokumen-evaluasi-kinerja';

/** What the paper says: plan, realisation and rating of one period, as they are stored. */
function fieldsOf(plan: PlanRecord, one: storage.EvaluationRecord): Record<string, unknown> {
  const span = periodsOf(plan).find((each) => each.period === one.period)!;
  const said = new Map(one.realisations.map((each) => [each.indicator, each]));
  const hasil = plan.content.rows.flatMap((row, at) => row.indicators.map((indicator, nth) => ({
    nomor: nth === 0 ? String(at + 1) : '', jenis: row.kind, hasil: nth === 0 ? row.result : '', indikator: `${ASPECTS[indicator.aspect]}: ${indicator.text}`, target: indicator.target, realisasi: said.get(indicator.id)?.realised ?? '-',
  })));
  return {
    periode: `${PERIODS[one.period]} ${plan.year}`, masa: `${longDate(span.fromDay)} sampai dengan ${longDate(span.toDay)}`, pendekatan: plan.approach, nama: plan.name, ...(plan.nip ? { nip: plan.nip } : {}), ...(plan.rank ? { pangkat: plan.rank } : {}), jabatan: plan.title, unit: plan.unitName,
    penilai: one.rating?.by ?? plan.superiorName, penilai_jabatan: one.rating?.byTitle || plan.superiorTitle, hasil, perilaku: (Object.keys(VALUES) as ValueCode[]).map((value) => ({ nilai: VALUES[value].title, ekspektasi: plan.content.expectations[value] || VALUES[value].conduct, penilaian: one.rating?.values[value] ? RATINGS[one.rating.values[value]] : '-' })),
    rating_hasil: one.hasil ? RATINGS[one.hasil] : '-', rating_perilaku: one.perilaku ? RATINGS[one.perilaku] : '-', predikat: one.predicate ?? '-', ...(one.rating?.fromUnit ? { capaian_unit: ORGANISATION_PREDICATES[one.rating.fromUnit] } : {}), ...(one.rating?.note ? { catatan: one.rating.note } : {}),
  };
}

/** Number and signature of the rater, whose post is worn; a second factor of the last ten minutes. */
export async function signEvaluation(ctx: Context, input: { plan: string; period: Period; secret?: SigningSecret | undefined }) {
  const { demo } = await institutionOf(ctx);
  const { plan, one } = await readTenant(ctx, async (t) => {
    const { plan: seen, roles } = await seePlan(t, input.plan);
    orRefuse(mayAct(seen.folded, roles, 'sign', input.period));
    const found = await storage.findEvaluation(t.tx, t.instansi, seen.id, input.period);
    if (!found || found.state !== 'final') throw new Refused({ code: 'performance.not-final' });
    return { plan: seen, one: found };
  });
  const outcome = await issuanceOf(ctx).signHere(ctx, {
    order: async (t, by): Promise<NumberOrder> => {
      await openFor(t, plan.id, { kind: 'sign', period: input.period });
      return {
        template: TEMPLATE, title: 'Dokumen Evaluasi Kinerja Pegawai', unitId: by.unitId, holding: by.holding, letterDate: by.day, fields: fieldsOf(plan, one), demo, caseKind: EVALUATION_CASE, caseId: one.id, series: issuanceOf(ctx).seriesOf(TEMPLATE), subjectMasked: `Evaluasi kinerja ${PERIOD_WORDS[input.period]} ${plan.year}`,
      };
    },
    numbered: async (t, { number }) => {
      await storage.saveNumber(t.tx, t.instansi, one.id, number);
      await audit(t, { action: 'performance.evaluation-numbered', object: 'performance-plan', objectId: plan.id, detail: { period: input.period, number } });
    },
    finished: async () => {},
  }, input.secret);
  const number = (await readTenant(ctx, (t) => storage.findEvaluation(t.tx, t.instansi, plan.id, input.period)))?.number;
  return { outcome: outcome.outcome, ...(number ? { number } : {}) };
}

/** Whoever may see the plan may open its paper. Part `issuance.access.<kind>`. */
export const paperAccess: CaseAccess<Context> = {
  mayReadDocument: async (ctx, _kind, caseId) => {
    if (!ctx.viewer?.hat) return false;
    return readTenant(ctx, async (t: TenantContext) => {
      const id = await storage.planOfEvaluation(t.tx, t.instansi, caseId);
      const plan = id && (await findPlan(t.tx, t.instansi, id));
      if (!plan) return false;
      try {
        await seePlan(t, plan.id);
        return true;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return mustHat(t).permissions.has('performance.oversee') && (await unitsSeen(t)).has(plan.unit);
      }
    });
  },
};
