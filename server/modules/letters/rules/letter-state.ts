import type { BranchRole, BranchState, LetterState, Secrecy, Source, Urgency } from '../contract.ts';

// Chapters: who acts · actions · what they fold to

/** Who did it, as of that day: officials move, the record stays. */
export interface By {
  kind: 'officer' | 'system';
  account?: string;
  name?: string;
  post?: string;
  unit?: string;
  capacity?: string;
  /** The post for which an assistant with a mandate acted. */
  forPost?: string;
}
/** Who held a post on the day it was given something. */
export interface HeldBy {
  person: string;
  name: string;
  capacity: string;
}
export interface Deadline {
  at: string;
  provisional: boolean;
}
export interface Made {
  id: string;
  post: string;
  unit: string;
  role: BranchRole;
  heldBy: HeldBy;
}
/** What was decided; free text lies apart, in the action's words. */
export interface Decided {
  instructions: string[];
  due: Deadline;
}

/** When an invitation is: minutes of the day on the institution's clock; without an end, "sampai selesai". */
export interface EventTime {
  day: string;
  begins: number;
  ends?: number;
}

interface Common {
  at: string;
  by: By;
}
export type Action = Common &
  (
    | { kind: 'register'; branch: string; post: string; unit: string; heldBy: HeldBy; secrecy: Secrecy; urgency: Urgency; due: Deadline; /** Taken over from a paper book, where it was dealt with. */ paper?: true; event?: EventTime }
    | { kind: 'open'; branch: string }
    | { kind: 'prepare'; branch: string; recipients: { post: string; role: BranchRole }[]; instructions: string[]; deadline?: string }
    | { kind: 'drop-prepared'; branch: string }
    | ({ kind: 'dispose' | 'send-prepared'; branch: string; made: Made[]; preparedBy?: By } & Decided)
    | ({ kind: 'record'; branch: string; made: Made[]; source: Source; given: string; photo?: string } & Decided)
    | { kind: 'report'; branch: string; done: boolean; files: string[] }
    | { kind: 'return' | 'recall' | 'reopen'; branch: string }
    | { kind: 'direct'; branch: string; post: string; unit: string; heldBy: HeldBy; due: Deadline }
    | { kind: 'name-reader'; branch: string; person: string; name: string }
    | { kind: 'change-secrecy'; branch: string; from: Secrecy; to: Secrecy }
    | { kind: 'set-event'; branch: string; event: EventTime | null }
    | { kind: 'attend'; branch: string; answer: 'attending' | 'declined' }
    /** The unit or post that had it is no more: its successor goes on. */
    | { kind: 'hand-on'; branch: string; post: string; unit: string; heldBy: HeldBy }
  );
export type ActionKind = Action['kind'];

export interface Branch {
  id: string;
  parent?: string;
  post: string;
  unit: string;
  /** Absent on what tata usaha addressed. */
  role?: BranchRole;
  heldBy: HeldBy;
  state: BranchState;
  /** When it came to the post. */
  at: string;
  readAt?: string;
  endedAt?: string;
  due: Deadline;
  /** The action that made it; its words hold the instruction. */
  seq: number;
  /** The action in which a disposition waits to be sent. */
  prepared?: number;
  /** The action by which it was given back, taken back or opened again: its words hold the reason. */
  because?: number;
  /** What becomes of the invitation at this post. */
  attendance?: Attendance;
  /** Who goes instead: the branch to which it was given. */
  representedBy?: string;
  /** Posts that had it before and are no more, the first first. */
  before?: { post: string; until: string }[];
}
export type Attendance = 'tentative' | 'attending' | 'represented' | 'declined';
export interface LetterFold {
  seq: number;
  state: LetterState;
  secrecy: Secrecy;
  urgency: Urgency;
  registeredAt: string;
  finishedAt?: string;
  due: Deadline;
  event?: EventTime;
  /** The root first, then in the order in which they were made. */
  branches: Branch[];
  /** Persons who may read a letter that is rahasia or sangat rahasia. */
  readers: { person: string; name: string }[];
}

export const isLive = (branch: Branch): boolean => branch.state === 'baru' || branch.state === 'dibaca' || branch.state === 'diproses';
export const childrenOf = (letter: LetterFold, branch: string): Branch[] => letter.branches.filter((one) => one.parent === branch);
/** The branch on which the letter hangs now: the last one without a parent. */
export const rootOf = (letter: LetterFold): Branch => letter.branches.findLast((one) => one.parent === undefined)!;
export const branchOf = (letter: LetterFold, id: string): Branch | undefined => letter.branches.find((one) => one.id === id);
/** From the branch up to its root, itself first. */
export function wayTo(letter: LetterFold, id: string): Branch[] {
  const way: Branch[] = [];
  for (let at = branchOf(letter, id); at; at = at.parent === undefined ? undefined : branchOf(letter, at.parent)) way.push(at);
  return way;
}
