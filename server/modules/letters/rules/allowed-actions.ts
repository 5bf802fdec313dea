import type { BranchState } from '../contract.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { branchOf, childrenOf, isLive, rootOf, type ActionKind, type LetterFold } from './letter-state.ts';

/** How somebody stands towards one branch: holder of the post that has it, assistant with a mandate of that post, holder of the post that gave it, tata usaha of the agenda book. */
export type Role = 'holder' | 'assistant' | 'giver' | 'clerk';
type Asked = Exclude<ActionKind, 'register'>;

const LIVE: readonly BranchState[] = ['baru', 'dibaca', 'diproses'];

/** THE table: who may do what with a branch in which state (reference of naskah dinas, section 9). What follows is told by the fold. */
export const ALLOWED: Record<Asked, { from: readonly BranchState[]; by: readonly Role[] }> = {
  open: { from: ['baru'], by: ['holder'] },
  dispose: { from: LIVE, by: ['holder'] },
  'send-prepared': { from: LIVE, by: ['holder'] },
  // An assistant prepares, or writes down what was given; sending in the leader's name is the leader's.
  prepare: { from: LIVE, by: ['assistant'] },
  record: { from: LIVE, by: ['assistant'] },
  'drop-prepared': { from: LIVE, by: ['holder', 'assistant'] },
  report: { from: LIVE, by: ['holder'] },
  return: { from: ['baru', 'dibaca'], by: ['holder'] },
  recall: { from: LIVE, by: ['giver'] },
  reopen: { from: ['selesai'], by: ['giver', 'holder'] },
  direct: { from: ['baru', 'dikembalikan'], by: ['clerk'] },
  'name-reader': { from: LIVE, by: ['holder'] },
  'change-secrecy': { from: [...LIVE, 'selesai', 'dikembalikan'], by: ['holder', 'clerk'] },
  'set-event': { from: LIVE, by: ['clerk', 'assistant', 'holder'] },
  attend: { from: [...LIVE, 'selesai'], by: ['holder', 'assistant'] },
  // Nobody's to ask for: the house does it when a unit or post is closed.
  'hand-on': { from: LIVE, by: [] },
};

/** Refuses `letters.unknown`, `.not-for-you`, `.not-now`, `.already-read`, `.nothing-prepared`, `.work-below`. `done` of a report: it shall end the branch. */
export function mayAct(letter: LetterFold, id: string, roles: readonly Role[], kind: Asked, done?: 'done'): Result<true> {
  const branch = branchOf(letter, id);
  if (!branch) return refuse('letters.unknown');
  const rule = ALLOWED[kind];
  if (!rule.by.some((role) => roles.includes(role))) return refuse('letters.not-for-you');
  if (!rule.from.includes(branch.state)) return refuse('letters.not-now');
  switch (kind) {
    case 'recall':
      return branch.state === 'baru' ? ok(true) : refuse('letters.already-read');
    case 'send-prepared':
    case 'drop-prepared':
      return branch.prepared === undefined ? refuse('letters.nothing-prepared') : ok(true);
    case 'report':
      return done && childrenOf(letter, id).some((one) => one.role === 'lead' && isLive(one)) ? refuse('letters.work-below') : ok(true);
    case 'change-secrecy':
    case 'set-event':
      return rootOf(letter).id === id && !(kind === 'set-event' && letter.secrecy === 'sangat-rahasia') ? ok(true) : refuse('letters.not-now');
    case 'attend':
      return letter.event && branch.attendance ? ok(true) : refuse('letters.not-now');
    case 'direct':
      return rootOf(letter).id === id ? ok(true) : refuse('letters.not-now');
    case 'name-reader':
      return letter.secrecy === 'rahasia' || letter.secrecy === 'sangat-rahasia' ? ok(true) : refuse('letters.not-now');
    default:
      return ok(true);
  }
}

/** What is possible now, in the order of the table. */
export const possibleActions = (letter: LetterFold, id: string, roles: readonly Role[]): Asked[] => (Object.keys(ALLOWED) as Asked[]).filter((kind) => mayAct(letter, id, roles, kind).ok);
