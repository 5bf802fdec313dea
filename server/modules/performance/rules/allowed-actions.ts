import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { PLAN_STATES, type Period, type PlanState } from '../contract/words.ts';
import type { ActionKind, Evaluated, PlanFold } from './fold.ts';

/** How somebody stands towards a plan: its owner, the direct superior of today, the one above him (who decides objections). */
export type Role = 'owner' | 'superior' | 'above';
export type Asked = Exclude<ActionKind, 'start' | 'begin' | 'close' | 'import'> | 'edit' | 'talk' | 'feedback' | 'review' | 'close-review' | 'draft-results' | 'sign';

const RUNNING: readonly PlanState[] = ['disetujui', 'berjalan', 'dinilai', 'keberatan', 'final'];
type Step = Evaluated['state'] | 'none';
interface Rule {
  from: readonly PlanState[];
  by: readonly Role[];
  /** Where the action is about a period: the state of its evaluation. */
  period?: readonly Step[];
}

/** THE table: who may do what with a plan in which state. */
export const ALLOWED: Record<Asked, Rule> = {
  edit: { from: ['draft', 'revisi'], by: ['owner'] },
  submit: { from: ['draft', 'revisi'], by: ['owner'] },
  withdraw: { from: ['diajukan'], by: ['owner'] },
  approve: { from: ['diajukan'], by: ['superior'] },
  return: { from: ['diajukan'], by: ['superior'] },
  change: { from: ['disetujui', 'berjalan'], by: ['owner', 'superior'] },
  end: { from: ['disetujui', 'berjalan'], by: ['owner', 'superior'] },
  talk: { from: ['draft', 'diajukan', 'revisi', ...RUNNING], by: ['owner', 'superior'] },
  feedback: { from: RUNNING, by: ['owner', 'superior', 'above'] },
  review: { from: ['berjalan'], by: ['superior'] },
  'close-review': { from: RUNNING, by: ['superior'] },
  'draft-results': { from: ['berjalan'], by: ['owner'], period: ['none'] },
  report: { from: ['berjalan'], by: ['owner'], period: ['none'] },
  rate: { from: ['berjalan'], by: ['superior'], period: ['dilaporkan'] },
  accept: { from: ['berjalan', 'dinilai'], by: ['owner'], period: ['dinilai'] },
  object: { from: ['berjalan', 'dinilai'], by: ['owner'], period: ['dinilai'] },
  answer: { from: ['berjalan', 'keberatan'], by: ['above'], period: ['keberatan'] },
  sign: { from: ['berjalan', 'dinilai', 'final'], by: ['superior'], period: ['final'] },
};
const EVALUATED: readonly Asked[] = ['draft-results', 'report', 'rate', 'accept', 'object', 'answer', 'sign'];

/** Refuses `performance.not-for-you`, `.not-approved`, `.nothing-reported`, `.not-final`, `.not-now`. */
export function mayAct(plan: PlanFold, roles: readonly Role[], kind: Asked, period?: Period): Result<true> {
  const rule = ALLOWED[kind];
  if (!rule.by.some((role) => roles.includes(role))) return refuse('performance.not-for-you');
  if (EVALUATED.includes(kind) && !(plan.begun && plan.approved && rule.from.includes(plan.state))) {
    return ['draft', 'diajukan', 'revisi', 'disetujui'].includes(plan.state) ? refuse('performance.not-approved') : refuse('performance.not-now', { state: PLAN_STATES[plan.state] });
  }
  if (!rule.from.includes(plan.state)) return refuse('performance.not-now', { state: PLAN_STATES[plan.state] });
  if (rule.period && period) {
    const step: Step = plan.evaluations[period]?.state ?? 'none';
    if (!rule.period.includes(step)) return kind === 'rate' && step === 'none' ? refuse('performance.nothing-reported') : kind === 'sign' ? refuse('performance.not-final') : refuse('performance.not-now', { state: STEPS[step] });
  }
  return ok(true);
}
const STEPS: Record<Step, string> = { none: 'belum dilaporkan', dilaporkan: 'menunggu penilaian', dinilai: 'dinilai', keberatan: 'keberatan diperiksa', final: 'final' };
