import type { ArchiveReason, Channel, ClockName, EscalateTo, Kind, OutsideParty, State } from '../contract.ts';

/** Who did it: a post of this institution, the reporter, or the house itself when time ran out. */
export type By = { kind: 'officer'; post: string; unit: string } | { kind: 'reporter' } | { kind: 'system' } | { kind: 'institution'; instansi: string };

/** A limit as it stood when its clock started; editing the table changes no running clock. */
export interface Limit {
  n: number;
  unit: 'WD' | 'CD';
  warnAtPercent: number;
  escalateTo: EscalateTo;
  legalBasis: string;
}
export type Limits = Partial<Record<ClockName, Limit>>;

export type Outcome = 'progress' | 'ask' | 'resolved';

interface Common {
  at: string;
  by: By;
  /** Free text of the action. The fold never reads it; for misconduct it is sealed. */
  words?: Record<string, string>;
  /** Uploads that belong to it. */
  files?: string[];
  /** Limits of the clocks that this action may start. */
  limits?: Limits;
}

/** What was accepted. The truth about a report: everything else about its state is folded from these. */
export type Action = Common &
  (
    | { kind: 'submit'; channel: Channel; as: Kind; category: string | null; /** Of the reporter; a hop keeps the first one. */ submittedAt: string; hops?: Hop[] }
    | { kind: 'verify'; as: Kind; category: string }
    | { kind: 'hold' }
    | { kind: 'supply' }
    | { kind: 'archive'; reason: ArchiveReason }
    | { kind: 'unarchive' }
    | { kind: 'dispose'; lead: string; supporting: string[] }
    | { kind: 'recategorize'; as: Kind; category: string }
    | { kind: 'accept' }
    | { kind: 'return' }
    | { kind: 'contribute' }
    | { kind: 'draft-answer'; outcome: Outcome }
    | { kind: 'return-answer' }
    | { kind: 'approve-answer' }
    | { kind: 'paper-approval'; day: string }
    | { kind: 'publish-answer'; outcome: Outcome; /** Sequence of the draft whose files go with it. */ draft?: number }
    | { kind: 'reply' }
    | { kind: 'extend' }
    | { kind: 'forward'; hop: Hop }
    | { kind: 'hop-proof' }
    | { kind: 'hop-asked'; nextAskAt: string }
    | { kind: 'hop-answered'; outcome: 'resolved' | 'returned' }
    | { kind: 'schedule'; budgetYear: number; budget: 'original' | 'amended'; unit: string; returnsAt: string }
    | { kind: 'unschedule' }
    | { kind: 'rate'; stars: number; solved: boolean }
    | { kind: 'request-reopen' }
    | { kind: 'reopen' }
    | { kind: 'refuse-reopen' }
    | { kind: 'merge'; into: string }
    | { kind: 'unmerge' }
    | { kind: 'withdraw' }
    | { kind: 'time-out' }
  );
export type ActionKind = Action['kind'];
export type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;

/** A stay elsewhere. `inside` names an institution on this installation; else the party outside. */
export interface Hop {
  to: string;
  inside?: string;
  party?: OutsideParty;
  at: string;
  /** When to ask next; only outside, where no message answers. */
  nextAskAt?: string;
  answeredAt?: string;
  /** Sequence of the action whose words and files say how it ended. */
  answeredBy?: number;
  proof?: boolean;
}

/** Moments of one clock as they are stored; `limit` stands in its start. */
export type ClockMoment = { at: string } & ({ kind: 'start'; limit: Limit } | { kind: 'pause'; cause: string } | { kind: 'resume'; cause: string } | { kind: 'extend'; limit: Limit } | { kind: 'stop' });

export interface Disposition {
  seq: number;
  lead: string;
  supporting: string[];
  from: string;
  at: string;
  acceptedAt?: string;
}

/** What the accepted actions amount to. Holds no free text. */
export interface ReportState {
  seq: number;
  state: State;
  kind: Kind;
  category: string | null;
  channel: Channel;
  /** Of the reporter: total age counts from here, whatever hops. */
  submittedAt: string;
  /** By this institution. */
  receivedAt: string;
  verifiedAt?: string;
  disposition?: Disposition;
  returns: number;
  draft?: { seq: number; outcome: Outcome; status: 'waiting' | 'approved' | 'returned'; onPaper?: boolean };
  answers: number;
  firstAnswerAt?: string;
  lastAnswerSeq?: number;
  /** The words of this action are what the reporter is asked. */
  questionSeq?: number;
  clocks: Partial<Record<ClockName, ClockMoment[]>>;
  schedule?: { seq: number; budgetYear: number; budget: 'original' | 'amended'; unit: string; returnsAt: string };
  hops: Hop[];
  extended?: true;
  archivedFor?: ArchiveReason;
  duplicateOf?: string;
  reopened: number;
  rating?: { seq: number; stars: number; solved: boolean };
  resolvedAt?: string;
  finishedAt?: string;
}

/** The first action, without `hops` where there are none. */
export const beginsWith = ({ hops, ...a }: Omit<ActionOf<'submit'>, 'kind' | 'hops'> & { hops: Hop[] | undefined }): ActionOf<'submit'> => ({ ...a, kind: 'submit', ...(hops?.length ? { hops } : {}) });
