import { predicateOf, type Predicate, type Rating } from '../../../engines/performance/predicate.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Period, PlanState } from '../contract.ts';

// Chapters: what is done · what it folds to · the fold

export interface By {
  account?: string;
  person?: string;
  name: string;
  title?: string;
}
interface Common {
  at: string;
  by: By;
}
/** Accepted actions. Words of reasons stand in the action; rows and realisations beside it. */
export type Action = Common &
  (
    | { kind: 'start'; source: 'here' | 'e-kinerja' }
    | { kind: 'submit' | 'withdraw' }
    | { kind: 'approve'; begun: boolean }
    | { kind: 'begin' }
    | { kind: 'return' | 'change'; words: string }
    | { kind: 'end'; toDay: CalendarDay; words: string }
    | { kind: 'report'; period: Period }
    | { kind: 'rate'; period: Period; hasil: Rating; perilaku: Rating; words: string }
    | { kind: 'accept' | 'close'; period: Period }
    | { kind: 'object'; period: Period; words: string }
    | { kind: 'answer'; period: Period; hasil: Rating; perilaku: Rating; words: string }
    | { kind: 'import'; period: Period; rated: { hasil: Rating | null; perilaku: Rating | null; predicate: Predicate } }
  );
export type ActionKind = Action['kind'];

export interface Evaluated {
  state: 'dilaporkan' | 'dinilai' | 'keberatan' | 'final';
  hasil?: Rating;
  perilaku?: Rating;
  predicate?: Predicate;
  /** From e-Kinerja BKN: a later list of theirs may change it. */
  imported?: true;
}
export interface PlanFold {
  seq: number;
  state: PlanState;
  /** Of the version that is written or in force: 1 until a change after approval. */
  number: number;
  /** Whether any version was approved. */
  approved: boolean;
  begun: boolean;
  evaluations: Partial<Record<Period, Evaluated>>;
}

/** The plan after one more accepted action. Pure and total: whether it may be done is asked before (`mayAct`), so a stored history always folds. */
export function apply(before: PlanFold | undefined, action: Action): PlanFold {
  if (action.kind === 'start') return { seq: 1, state: action.source === 'here' ? 'draft' : 'berjalan', number: 1, approved: action.source !== 'here', begun: action.source !== 'here', evaluations: {} };
  if (!before) throw new Error('a history begins with start');
  const plan: PlanFold = { ...structuredClone(before), seq: before.seq + 1 };
  switch (action.kind) {
    case 'submit': plan.state = 'diajukan'; break;
    case 'withdraw': plan.state = plan.approved ? 'revisi' : 'draft'; break;
    case 'return': plan.state = 'revisi'; break;
    case 'approve':
      plan.approved = true;
      plan.begun ||= action.begun;
      plan.state = plan.begun ? 'berjalan' : 'disetujui';
      break;
    case 'begin':
      plan.begun = true;
      if (plan.state === 'disetujui') plan.state = 'berjalan';
      break;
    case 'change':
      plan.number += 1;
      plan.state = 'revisi';
      break;
    case 'end': break;
    default: evaluate(plan, action);
  }
  return plan;
}

/** Only the evaluation of the year moves the plan itself; a quarter leaves it running. */
function evaluate(plan: PlanFold, action: Extract<Action, { period: Period }>): void {
  const before = plan.evaluations[action.period];
  switch (action.kind) {
    case 'report': plan.evaluations[action.period] = { state: 'dilaporkan' }; break;
    case 'rate': plan.evaluations[action.period] = { state: 'dinilai', ...rated(action) }; break;
    case 'object': plan.evaluations[action.period] = { ...before, state: 'keberatan' }; break;
    case 'answer': plan.evaluations[action.period] = { state: 'final', ...rated(action) }; break;
    case 'import': {
      const { hasil, perilaku, predicate } = action.rated;
      plan.evaluations[action.period] = { state: 'final', ...(hasil ? { hasil } : {}), ...(perilaku ? { perilaku } : {}), predicate, imported: true };
      break;
    }
    case 'accept':
    case 'close': plan.evaluations[action.period] = { ...before, state: 'final' }; break;
  }
  const after = plan.evaluations[action.period]!;
  if (action.period === 'year' && after.state !== 'dilaporkan') plan.state = after.state;
}
const rated = ({ hasil, perilaku }: { hasil: Rating; perilaku: Rating }) => ({ hasil, perilaku, predicate: predicateOf(hasil, perilaku) });

export function fold(actions: readonly Action[]): PlanFold {
  let plan: PlanFold | undefined;
  for (const action of actions) plan = apply(plan, action);
  if (!plan) throw new Error('no action');
  return plan;
}
