import { secrecyNames, type Secrecy } from '../../letters/contract.ts';
import type { ChainStep, OutgoingState, StepKind } from '../contract.ts';

// Chapters: who acts · actions · what they fold to

/** Who did it, as of that day: officials move, the record stays. */
export interface By {
  kind: 'officer' | 'system';
  account?: string;
  person?: string;
  name?: string;
  post?: string;
  unit?: string;
  capacity?: string;
}
export interface Named {
  person: string;
  name: string;
}
interface Common {
  at: string;
  by: By;
}
export type Action = Common &
  (
    | { kind: 'begin'; type: string; post: string; unit: string; answers?: string }
    | { kind: 'submit'; version: number; hash: string; chain: ChainStep[]; signer: string; unit: string; secrecy: Secrecy; type: string; named: Named[] }
    | { kind: 'withdraw' | 'return' | 'file' | 'cancel' }
    | { kind: 'raise'; secrecy: Secrecy }
    | { kind: 'initial'; post: string; hash: string }
    | { kind: 'pass'; signer: string; unit: string; named: Named[] }
    /** `day`: of the letter. `ink`: printed, signed by hand, waits for its scan. */
    | { kind: 'number'; document: string; number: string; unit: string; day: string; holder: Named & { capacity: string }; ink: boolean }
    | { kind: 'fail'; code: string; uncertain: boolean }
    | { kind: 'sign'; sha256: string; mode: 'tersertifikasi' | 'internal' | 'basah' }
    | { kind: 'send'; deliveries: number }
  );
export type ActionKind = Action['kind'];

/** One paraf that is wanted. Stages follow one another; within a stage the order is free. */
export interface Step {
  post: string;
  kind: StepKind;
  stage: number;
  done?: { at: string; by: string; capacity: string; version: number };
  /** A paraf that the text has outgrown: given on this version. */
  void?: number;
}
export interface LetterFold {
  seq: number;
  state: OutgoingState;
  type: string;
  drafter: { post: string; unit: string };
  answers?: string;
  secrecy: Secrecy;
  version: number;
  hash: string;
  steps: Step[];
  signer?: string;
  /** The unit that signs: owns register and letterhead. */
  unit: string;
  /** Persons who may read a letter that is sangat rahasia. */
  named: Named[];
  /** Since when it lies where it lies. */
  since: string;
  /** The action by which it came back. */
  because?: number;
  document?: { id: string; number: string; day: string; holder: Named & { capacity: string }; ink: boolean; sha256?: string };
  failure?: { code: string; uncertain: boolean };
}

/** Tiers each a stage of their own, in order; those coordinated with all together in the last one. */
export function stepsOf(chain: readonly ChainStep[]): Step[] {
  const tiers = chain.filter((one) => one.kind === 'tier');
  return [
    ...tiers.map(({ post, kind }, stage): Step => ({ post, kind, stage })),
    ...chain.filter((one) => one.kind === 'coordination').map(({ post, kind }): Step => ({ post, kind, stage: tiers.length })),
  ];
}
/** Who is asked for a paraf now. */
export function stepsNow(letter: Pick<LetterFold, 'steps'>): Step[] {
  const open = letter.steps.filter((step) => !step.done);
  const stage = Math.min(...open.map((step) => step.stage));
  return open.filter((step) => step.stage === stage);
}
export const isDraft = (letter: Pick<LetterFold, 'state'>): boolean => letter.state === 'konsep' || letter.state === 'koreksi';

/** Whether fewer may read `to` than `from`. */
export const isMoreSecret = (to: Secrecy, from: Secrecy): boolean => secrecyNames.indexOf(to) > secrecyNames.indexOf(from);

/** Whose desk it lies on, and on whose it is remembered: the narrow rows that lists read. */
export type Task = 'draft' | 'initial' | 'sign' | 'others' | 'sent';
export function desksOf(letter: LetterFold): { post: string; task: Task }[] {
  const { state, drafter, signer } = letter;
  if (isDraft(letter)) return [{ post: drafter.post, task: 'draft' }];
  const now = state === 'paraf' ? stepsNow(letter).map(({ post }) => post) : state === 'siap_ttd' || state === 'penomoran' ? [signer!] : [];
  const over = state === 'terkirim' || state === 'diberkaskan' || state === 'batal';
  const others = [drafter.post, ...letter.steps.filter((step) => step.done).map(({ post }) => post), ...(over && signer ? [signer] : [])];
  return [
    ...now.map((post) => ({ post, task: state === 'paraf' ? ('initial' as const) : ('sign' as const) })),
    ...[...new Set(others)].filter((post) => !now.includes(post)).map((post) => ({ post, task: over ? ('sent' as const) : ('others' as const) })),
  ];
}
