import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { DISPOSAL_STATES, type DisposalState } from '../contract/words.ts';
import type { DisposalFold, DisposalKind, Person } from './disposal-state.ts';

/** How somebody stands towards a proposal. `approver`: may decide and sign for the institution. */
export type DisposalRole = 'archivist' | 'member' | 'approver' | 'executor' | 'witness';
type Asked = Exclude<DisposalKind, 'propose'>;

const BEFORE_FIRE: readonly DisposalState[] = ['appraising', 'deciding', 'approved', 'reported'];

/** THE table: who may do what with a proposal in which state (reference of naskah dinas, section 12). Nothing is destroyed without two persons beside the proposer. */
export const ALLOWED: Record<Asked, { from: readonly DisposalState[]; by: readonly DisposalRole[] }> = {
  opine: { from: ['appraising'], by: ['member'] },
  name: { from: BEFORE_FIRE, by: ['archivist'] },
  'take-out': { from: ['appraising', 'deciding'], by: ['archivist'] },
  anri: { from: ['appraising', 'deciding'], by: ['archivist'] },
  approve: { from: ['deciding'], by: ['approver'] },
  reject: { from: ['deciding'], by: ['approver'] },
  report: { from: ['approved'], by: ['approver'] },
  execute: { from: ['reported'], by: ['executor'] },
  witness: { from: ['executed'], by: ['witness'] },
  cancel: { from: BEFORE_FIRE, by: ['archivist'] },
};

/** Facts of the folders that are still in the proposal. */
export interface FoldersNow {
  /** Longest retention among them, whole years. */
  years: number;
  /** From so many years the head of ANRI must have agreed. */
  anriYears: number;
  /** Why each of them may not be destroyed now; empty when all may. */
  blocked: readonly string[];
}

/** Refuses `archive.not-for-you`, `.not-member`, `.disposal-not-now`, `.no-folder-left`, `.anri-needed`, `.folder-blocked`, `.same-person`. */
export function mayAct(disposal: DisposalFold, roles: readonly DisposalRole[], who: Pick<Person, 'account' | 'person'>, kind: Asked, now: FoldersNow): Result<true> {
  const rule = ALLOWED[kind];
  // One person never counts twice, whoever was named.
  const twice = kind === 'execute' || kind === 'witness' ? samePerson(disposal, who, kind) : undefined;
  if (twice) return twice;
  if (!rule.by.some((role) => roles.includes(role))) return refuse(kind === 'opine' ? 'archive.not-member' : 'archive.not-for-you');
  if (!rule.from.includes(disposal.state)) return refuse('archive.disposal-not-now', { state: DISPOSAL_STATES[disposal.state] });
  if (kind === 'opine' || kind === 'take-out' || kind === 'cancel' || kind === 'name' || kind === 'anri' || kind === 'reject') return ok(true);
  if (disposal.folders.length === 0) return refuse('archive.no-folder-left');
  if (now.years >= now.anriYears && !disposal.anri) return refuse('archive.anri-needed', { years: now.anriYears });
  if (now.blocked.length > 0) return refuse('archive.folder-blocked', { why: now.blocked.slice(0, 3).join('; ') });
  return ok(true);
}

const isSame = (a: Pick<Person, 'account' | 'person'>, b: Pick<Person, 'account' | 'person'>): boolean => a.account === b.account || a.person === b.person;

function samePerson(disposal: DisposalFold, who: Pick<Person, 'account' | 'person'>, kind: 'execute' | 'witness'): Result<true> | undefined {
  if (isSame(disposal.proposer, who)) return refuse('archive.same-person', { who: disposal.proposer.name, did: 'mengusulkan' });
  if (kind === 'witness' && disposal.executed && isSame(disposal.executed.by, who)) return refuse('archive.same-person', { who: disposal.executed.by.name, did: 'melaksanakan' });
  return undefined;
}

/** Proposer, executor and witness are three persons, also when one of them holds two posts. */
export function areThreePersons(proposer: Person, executor: Person, witness: Person): Result<true> {
  if (isSame(proposer, executor)) return refuse('archive.same-person', { who: proposer.name, did: 'mengusulkan' });
  if (isSame(proposer, witness)) return refuse('archive.same-person', { who: proposer.name, did: 'mengusulkan' });
  if (isSame(executor, witness)) return refuse('archive.same-person', { who: executor.name, did: 'dipilih sebagai pelaksana' });
  return ok(true);
}

export const possibleFor = (disposal: DisposalFold, roles: readonly DisposalRole[], who: Pick<Person, 'account' | 'person'>, now: FoldersNow): Asked[] => (Object.keys(ALLOWED) as Asked[]).filter((kind) => mayAct(disposal, roles, who, kind, now).ok);
