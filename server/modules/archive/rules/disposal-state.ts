import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { DisposalState } from '../contract/words.ts';

/** Who acted or shall act: the person, whatever posts that person holds. */
export interface Person {
  account: string;
  person: string;
  name: string;
  title: string;
}
export interface Opinion {
  account: string;
  agrees: boolean;
  /** Folders that this member wants out of the proposal. */
  without: string[];
  words: string;
  at: string;
}
interface Step {
  at: string;
  by: Person;
}
export type DisposalStep = Step & (
  | { kind: 'propose'; folders: string[]; members: Person[]; executor: Person; witness: Person }
  | { kind: 'name'; executor: Person; witness: Person }
  | { kind: 'opine'; agrees: boolean; without: string[]; words: string }
  | { kind: 'take-out'; folder: string; reason: string }
  | { kind: 'anri'; number: string; day: CalendarDay }
  | { kind: 'approve' }
  | { kind: 'reject'; reason: string }
  | { kind: 'report'; number: string }
  | { kind: 'execute'; way: string }
  | { kind: 'witness' }
  | { kind: 'cancel'; reason: string }
);
export type DisposalKind = DisposalStep['kind'];

export interface DisposalFold {
  seq: number;
  state: DisposalState;
  proposer: Person;
  members: Person[];
  executor: Person;
  witness: Person;
  folders: string[];
  /** Taken out again, with the reason. */
  out: { folder: string; reason: string }[];
  opinions: Opinion[];
  anri?: { number: string; day: CalendarDay };
  decided?: { by: Person; at: string; reason?: string };
  report?: string;
  executed?: { by: Person; at: string; way: string };
  witnessed?: { by: Person; at: string };
  ended?: { by: Person; at: string; reason: string };
}

/** State is what the accepted steps fold to. Refusing is `disposal-actions.ts`. */
export function applyStep(before: DisposalFold | undefined, step: DisposalStep): DisposalFold {
  if (step.kind === 'propose') {
    return { seq: 1, state: 'appraising', proposer: step.by, members: step.members, executor: step.executor, witness: step.witness, folders: step.folders, out: [], opinions: [] };
  }
  if (!before) throw new Error('a disposal begins with propose');
  const next: DisposalFold = { ...before, seq: before.seq + 1 };
  const { by, at } = step;
  switch (step.kind) {
    case 'name':
      return { ...next, executor: step.executor, witness: step.witness };
    case 'opine': {
      const opinions = [...before.opinions.filter(({ account }) => account !== by.account), { account: by.account, agrees: step.agrees, without: step.without, words: step.words, at }];
      return settled({ ...without(next, step.without, `Pertimbangan ${by.name}`), opinions });
    }
    case 'take-out':
      return without(next, [step.folder], step.reason);
    case 'anri':
      return { ...next, anri: { number: step.number, day: step.day } };
    case 'approve':
      return { ...next, state: 'approved', decided: { by, at } };
    case 'reject':
      return { ...next, state: 'rejected', decided: { by, at, reason: step.reason } };
    case 'report':
      return { ...next, state: 'reported', report: step.number };
    case 'execute':
      return { ...next, state: 'executed', executed: { by, at, way: step.way } };
    case 'witness':
      return { ...next, state: 'done', witnessed: { by, at } };
    case 'cancel':
      return { ...next, state: 'cancelled', ended: { by, at, reason: step.reason } };
  }
}
export const foldSteps = (steps: readonly DisposalStep[]): DisposalFold => steps.reduce<DisposalFold | undefined>(applyStep, undefined)!;

const without = (fold: DisposalFold, folders: readonly string[], reason: string): DisposalFold => {
  const gone = fold.folders.filter((one) => folders.includes(one));
  return { ...fold, folders: fold.folders.filter((one) => !gone.includes(one)), out: [...fold.out, ...gone.map((folder) => ({ folder, reason }))] };
};
/** The committee is through once every member has said yes; a no holds it up until it is withdrawn or the proposal is cancelled. */
const settled = (fold: DisposalFold): DisposalFold =>
  fold.state === 'appraising' && fold.members.every(({ account }) => fold.opinions.some((one) => one.account === account && one.agrees)) ? { ...fold, state: 'deciding' } : fold;

/** Proposals that still bind their folders. */
export const isLive = (state: DisposalState): boolean => !['done', 'rejected', 'cancelled'].includes(state);
