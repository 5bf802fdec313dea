import type { State } from '../contract.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { ActionKind, ReportState } from './report-state.ts';

/** In which role somebody stands towards one report. A coordinator of the unit that handles it has both. */
export type Role = 'coordinator' | 'lead-liaison' | 'lead-head' | 'supporting' | 'reporter' | 'system' | 'institution';

const OPEN_AT_HOME: readonly State[] = ['submitted', 'held', 'verified', 'disposed', 'in-progress', 'wait-reporter', 'scheduled', 'reopen-requested'];
const WITH_UNIT: readonly State[] = ['disposed', 'in-progress', 'wait-reporter'];

/**
 * THE table: who may do what in which state (states and arrows: Permenpan RB 62/2018 as LAPOR! runs it, reference page
 * section 4). What an action leads to is told by the fold.
 */
export const ALLOWED: Record<Exclude<ActionKind, 'submit'>, { from: readonly State[]; by: readonly Role[] }> = {
  verify: { from: ['submitted'], by: ['coordinator'] },
  hold: { from: ['submitted'], by: ['coordinator'] },
  supply: { from: ['held'], by: ['reporter', 'coordinator'] },
  archive: { from: ['submitted', 'held', 'verified'], by: ['coordinator'] },
  unarchive: { from: ['archived'], by: ['coordinator', 'institution'] },
  // The house itself when a unit is closed: to its successor, else back to the coordinator.
  dispose: { from: ['verified', 'disposed', 'in-progress', 'wait-reporter', 'scheduled', 'reopen-requested'], by: ['coordinator', 'system'] },
  recategorize: { from: ['submitted', 'verified', 'disposed', 'in-progress'], by: ['coordinator'] },
  accept: { from: ['disposed'], by: ['lead-liaison', 'lead-head'] },
  // The house itself also gives back what waits, when its unit is closed without successor.
  return: { from: ['disposed', 'in-progress', 'wait-reporter', 'scheduled', 'reopen-requested'], by: ['lead-liaison', 'lead-head', 'system'] },
  contribute: { from: WITH_UNIT, by: ['supporting', 'lead-liaison', 'lead-head', 'coordinator'] },
  'draft-answer': { from: ['disposed', 'in-progress', 'wait-reporter', 'scheduled'], by: ['lead-liaison', 'lead-head'] },
  'return-answer': { from: ['disposed', 'in-progress', 'wait-reporter', 'scheduled'], by: ['lead-head'] },
  'approve-answer': { from: ['disposed', 'in-progress', 'wait-reporter', 'scheduled'], by: ['lead-head'] },
  'paper-approval': { from: ['disposed', 'in-progress', 'wait-reporter', 'scheduled'], by: ['lead-liaison', 'lead-head'] },
  'publish-answer': { from: ['disposed', 'in-progress', 'wait-reporter', 'scheduled'], by: ['lead-liaison', 'lead-head', 'coordinator'] },
  reply: { from: ['submitted', 'verified', 'disposed', 'in-progress', 'wait-reporter', 'scheduled', 'not-ours', 'reopen-requested'], by: ['reporter'] },
  extend: { from: ['verified', 'disposed', 'in-progress'], by: ['coordinator', 'lead-liaison', 'lead-head'] },
  // The house itself where nobody here may read the report.
  forward: { from: ['submitted', 'verified', 'disposed', 'in-progress'], by: ['coordinator', 'system'] },
  'hop-proof': { from: ['not-ours'], by: ['coordinator'] },
  'hop-asked': { from: ['not-ours'], by: ['coordinator'] },
  'hop-answered': { from: ['not-ours'], by: ['coordinator', 'institution'] },
  schedule: { from: ['disposed', 'in-progress'], by: ['lead-liaison', 'lead-head', 'coordinator'] },
  unschedule: { from: ['scheduled'], by: ['lead-liaison', 'lead-head', 'coordinator', 'system'] },
  rate: { from: ['resolved'], by: ['reporter'] },
  'request-reopen': { from: ['resolved'], by: ['reporter', 'institution'] },
  reopen: { from: ['reopen-requested'], by: ['coordinator', 'lead-liaison', 'lead-head'] },
  'refuse-reopen': { from: ['reopen-requested'], by: ['coordinator', 'lead-head'] },
  merge: { from: ['submitted', 'held', 'verified', 'disposed', 'in-progress', 'wait-reporter', 'reopen-requested'], by: ['coordinator'] },
  unmerge: { from: ['duplicate'], by: ['coordinator'] },
  withdraw: { from: OPEN_AT_HOME.filter((s) => s !== 'reopen-requested'), by: ['reporter'] },
  'time-out': { from: ['held', 'wait-reporter'], by: ['system'] },
};

/** Refuses `complaints.not-for-you`, `.closed`, `.not-now`, `.no-draft`, `.not-approved`, `.already-rated`, `.already-extended`. */
export function mayAct(state: ReportState, roles: readonly Role[], kind: ActionKind, options: { needsApproval: boolean }): Result<true> {
  if (kind === 'submit') return refuse('complaints.not-now', { state: state.state });
  const rule = ALLOWED[kind];
  if (!rule.by.some((role) => roles.includes(role))) return refuse('complaints.not-for-you');
  if (!rule.from.includes(state.state)) {
    return state.finishedAt && roles.includes('reporter') ? refuse('complaints.closed') : refuse('complaints.not-now', { state: state.state });
  }
  switch (kind) {
    case 'accept':
      return state.disposition?.acceptedAt ? refuse('complaints.not-now', { state: state.state }) : ok(true);
    case 'return-answer':
    case 'approve-answer':
    case 'paper-approval':
      return state.draft && state.draft.status === 'waiting' ? ok(true) : refuse('complaints.no-draft');
    case 'publish-answer':
      if (!state.draft || state.draft.status === 'returned') return refuse('complaints.no-draft');
      return state.draft.status === 'approved' || !options.needsApproval ? ok(true) : refuse('complaints.not-approved');
    case 'return':
      return roles.includes('system') || state.state === 'disposed' || state.state === 'in-progress' ? ok(true) : refuse('complaints.not-now', { state: state.state });
    case 'rate':
      return state.rating ? refuse('complaints.already-rated') : ok(true);
    case 'extend':
      if (state.extended) return refuse('complaints.already-extended');
      return state.clocks.resolution ? ok(true) : refuse('complaints.not-now', { state: state.state });
    case 'hop-proof':
    case 'hop-asked':
      return state.hops.at(-1) && !state.hops.at(-1)!.inside ? ok(true) : refuse('complaints.no-hop');
    case 'hop-answered': {
      // What is at another institution of the house is answered by its message, not by a hand at home.
      const open = state.hops.at(-1);
      if (!open || open.answeredAt) return refuse('complaints.no-hop');
      return open.inside && !roles.includes('institution') ? refuse('complaints.not-for-you') : ok(true);
    }
    default:
      return ok(true);
  }
}

/** The kinds that are possible now, in the order of the table. */
export const possibleActions = (state: ReportState, roles: readonly Role[], options: { needsApproval: boolean }): ActionKind[] =>
  (Object.keys(ALLOWED) as Exclude<ActionKind, 'submit'>[]).filter((kind) => mayAct(state, roles, kind, options).ok);
