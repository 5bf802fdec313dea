import type { Duty, StepKind, TimePromise } from './workflow-definition.ts';

/**
 * What can happen to a request, as plain data. An action is a payload (what was decided) in an envelope (who, when);
 * accepted actions are the truth, everything else about a request is folded from them (see fold.ts).
 * Moments are ISO 8601 texts in UTC ("2025-01-07T03:00:00.000Z"), days are `YYYY-MM-DD`, money is whole rupiah.
 */

/** Rights follow the post; the person is kept for the record. */
export interface OfficerRef {
  post: string;
  person?: string;
  /** Shown in the timeline; the name as it was then. */
  name?: string;
}

export type Who =
  | { kind: 'applicant'; person?: string; name?: string }
  | ({ kind: 'officer' } & OfficerRef)
  | { kind: 'system' };

/** Paper received during an outage or before going live: the clock runs from the real receipt. */
export interface LateEntry {
  receivedAt: string;
  reason: string;
  /** Upload ids of the scanned paper. */
  scans: string[];
  /** Post of the person who typed it. */
  typist: string;
}

/** A file that an office was already working on, taken over from its old register. */
export interface RunningFile {
  /** Its number in the old register. */
  register: string;
  /** The step at which it enters; what comes before was done on paper. */
  step: string;
}

export interface Remark {
  /** Field path as in the form: "usaha.nama", "titik.0.lokasi". */
  path: string;
  message: string;
}

export interface RejectionReason {
  text: string;
  legalBasis?: string;
}

export type OpinionVerdict = 'agree' | 'agree-with-conditions' | 'object';
export type CheckAnswer = 'yes' | 'no' | 'not-applicable';
export type Presence = 'present' | 'absent' | 'refused';

export interface TeamMember {
  post: string;
  person?: string;
  name?: string;
}

export interface Photo {
  upload: string;
  takenAt?: string;
  lat?: number;
  lng?: number;
}

export type PaymentProof =
  | { kind: 'bank-file'; reference: string }
  | { kind: 'slip'; upload: string };

/** Values of a step's own form, by field id. */
export type StepAnswers = Record<string, unknown>;

export interface SubmitPayload {
  kind: 'submit';
  /** Which stored version of the answers this is; conditions are evaluated over it. First is 1. */
  answersVersion: number;
  channel: 'self' | 'counter' | 'import';
  lateEntry?: LateEntry;
  running?: RunningFile;
  /** What came after closing counts from the counter's next opening. */
  countsFrom?: string;
}
export interface ResubmitPayload {
  kind: 'resubmit';
  answersVersion: number;
  note?: string;
}
export interface WithdrawPayload {
  kind: 'withdraw';
  reason: string;
}
export interface ClaimPayload {
  kind: 'claim';
  step: string;
}
export interface ReleasePayload {
  kind: 'release';
  step: string;
}
export interface AssignPayload {
  kind: 'assign';
  step: string;
  to: OfficerRef;
  note?: string;
}
export interface CompletePayload {
  kind: 'complete';
  step: string;
  /** Analysis: the recommendation. Verification: always `pass` (otherwise it is a return or a rejection). */
  outcome: 'pass' | 'recommend-approval' | 'recommend-rejection';
  checklist?: Record<string, CheckAnswer>;
  answers?: StepAnswers;
  note?: string;
}
export interface OpinionPayload {
  kind: 'opinion';
  step: string;
  verdict: OpinionVerdict;
  text: string;
  conditions?: string[];
  checklist?: Record<string, CheckAnswer>;
  answers?: StepAnswers;
}
/** Back to the applicant. The steps named in `redo` must be done again after the correction. */
export interface ReturnPayload {
  kind: 'return';
  step: string;
  remarks: Remark[];
  general?: string;
  redo?: string[];
}
/** Back to earlier officers, without troubling the applicant. */
export interface SendBackPayload {
  kind: 'send-back';
  step: string;
  to: string[];
  note: string;
}
export interface RejectPayload {
  kind: 'reject';
  step: string;
  reasons: RejectionReason[];
}
export interface ScheduleInspectionPayload {
  kind: 'schedule-inspection';
  step: string;
  /** Surat tugas: who goes, when. */
  team: TeamMember[];
  /** Moment of the visit; told to the applicant. */
  visitAt: string;
  letterNumber?: string;
  toldApplicant: boolean;
  note?: string;
}
export interface RecordInspectionPayload {
  kind: 'record-inspection';
  step: string;
  /** When the visit took place; the envelope's `at` is when it was entered. */
  doneAt: string;
  presence: Presence;
  findings: string;
  recommendation?: 'fit' | 'fit-with-conditions' | 'unfit';
  checklist?: Record<string, CheckAnswer>;
  photos: Photo[];
  /** Berita acara signed on screen, or in ink and scanned. */
  report?: { signedOn: 'screen' | 'paper'; upload: string };
  /** Whether the step ends with this visit. Default: yes when present or refused, no when nobody was there. */
  concludes?: boolean;
  answers?: StepAnswers;
}
export interface RecordAssessmentPayload {
  kind: 'record-assessment';
  step: string;
  /** Nomor SKPD (surat ketetapan pajak daerah). */
  skpdNumber: string;
  amount: number;
  paymentCode: string;
  dueOn: string;
  answers?: StepAnswers;
}
export interface RecordPaymentPayload {
  kind: 'record-payment';
  step: string;
  proof: PaymentProof;
  amount: number;
  paidAt: string;
}
export interface InitialPayload {
  kind: 'initial';
  step: string;
  /** SHA-256 of the draft that was read: an initial approves this content and no other. */
  contentHash: string;
  note?: string;
}
export interface SignRequestedPayload {
  kind: 'sign-requested';
  /** Absent when the system seals a deemed approval. */
  step?: string;
}
export interface NumberedPayload {
  kind: 'numbered';
  number: string;
  documentId: string;
}
export interface SignedPayload {
  kind: 'signed';
  mode: 'certified' | 'internal' | 'wet';
  sha256: string;
}
export interface SignFailedPayload {
  kind: 'sign-failed';
  reason: string;
}
/** Fiktif positif: the promise was missed, the law grants. */
export interface DeemPayload {
  kind: 'deem';
  legalBasis: string;
}
export interface LapsePayload {
  kind: 'lapse';
  reason: string;
}
/** Nobody marked the file complete within the check's own promise: the whole promise starts by itself. */
export interface PresumeCompletePayload {
  kind: 'presume-complete';
}

export type ActionPayload =
  | SubmitPayload | ResubmitPayload | WithdrawPayload
  | ClaimPayload | ReleasePayload | AssignPayload
  | CompletePayload | OpinionPayload | ReturnPayload | SendBackPayload | RejectPayload
  | ScheduleInspectionPayload | RecordInspectionPayload
  | RecordAssessmentPayload | RecordPaymentPayload
  | InitialPayload | SignRequestedPayload | NumberedPayload | SignedPayload | SignFailedPayload
  | DeemPayload | LapsePayload | PresumeCompletePayload;

export type ActionKind = ActionPayload['kind'];

/** A payload in its envelope. */
export type Action = ActionPayload & { at: string; by: Who };
export type ActionOf<K extends ActionKind> = Extract<ActionPayload, { kind: K }> & { at: string; by: Who };

/** Who wants to act, with what the organisation knows about the post now. */
export type Actor =
  | { kind: 'applicant' }
  | {
      kind: 'officer';
      post: string;
      duties: readonly Duty[];
      /** Whether the actor's unit is the one a step's reference means for this request. */
      serves: (unitReference: string) => boolean;
      /** Head of the unit or its counter: may hand over and release what others hold. */
      supervises?: boolean;
      /** May enter and correct requests for people at the counter. */
      counter?: boolean;
    }
  | { kind: 'system' };

export type { Duty, StepKind, TimePromise };
