import type {
  CheckAnswer, LateEntry, OfficerRef, OpinionVerdict, Presence, RejectionReason, Remark, StepAnswers, TeamMember, Who,
} from './action-types.ts';
import type { Duty, StepKind } from './workflow-definition.ts';

export type RequestStatus =
  | 'in-progress'
  | 'returned' // waits for the applicant's correction
  | 'awaiting-payment' // only payment steps are open; the promise clock stands still
  | 'numbered' // dinomori: the number is given, the signature is not there yet
  | 'issued' // ditandatangani; for a service without a document: all steps done
  | 'rejected'
  | 'withdrawn'
  | 'lapsed' // not corrected or not paid in time
  | 'deemed'; // fiktif positif; its document may still be on the way (see `document`)

const FINAL_STATUSES: readonly RequestStatus[] = ['issued', 'rejected', 'withdrawn', 'lapsed', 'deemed'];
export const isFinal = (status: RequestStatus): boolean => FINAL_STATUSES.includes(status);

/** Fed to the working-time engine, which knows the calendar. Moments are ISO texts in UTC. */
export interface ClockEvent {
  kind: 'start' | 'pause' | 'resume' | 'stop';
  at: string;
}

export interface InspectionPlan {
  visitAt: string;
  team: TeamMember[];
  letterNumber?: string;
  toldApplicant: boolean;
}
export interface InspectionVisit {
  doneAt: string;
  enteredAt: string;
  presence: Presence;
}

export interface OpenTask {
  step: string;
  title: string;
  kind: StepKind;
  /** Unit reference as the definition writes it: `owner`, `unit:DPUPKP`, `village:desa_usaha`. */
  unit: string;
  duty: Duty;
  holder?: OfficerRef;
  /** When the step last became open. */
  since: string;
  plan?: InspectionPlan;
  visits?: InspectionVisit[];
  /** Why it came back, when officers sent it back. */
  sentBack?: { note: string; by: Who; at: string };
}

export interface DoneStep {
  step: string;
  title: string;
  kind: StepKind;
  outcome: string;
  by: Who;
  at: string;
  note?: string;
  checklist?: Record<string, CheckAnswer>;
  answers?: StepAnswers;
  contentHash?: string;
}

export interface OpinionOutcome {
  step: string;
  unit: string;
  verdict: OpinionVerdict;
  text: string;
  conditions: string[];
  by: Who;
  at: string;
}

export interface Assessment {
  skpdNumber: string;
  amount: number;
  paymentCode: string;
  dueOn: string;
  at: string;
}

/** The three phases of the output document (dinomori → made and signed outside any transaction → ditandatangani). */
export interface DocumentState {
  phase: 'none' | 'requested' | 'numbered' | 'failed' | 'signed';
  number?: string;
  documentId?: string;
  sha256?: string;
  mode?: 'certified' | 'internal' | 'wet';
  requestedBy?: Who;
  failure?: string;
  attempts: number;
}

/** Plain JSON; never changed in place. */
export interface RequestState {
  status: RequestStatus;
  /** Number of accepted actions; `update … where seq = $expected` refuses the second officer. */
  seq: number;
  answersVersion: number;
  submittedAt: string;
  /** From when it counts: `submittedAt`, earlier by late entry, later when it came after closing. */
  receivedAt: string;
  lateEntry?: LateEntry;
  lastActionAt: string;
  openTasks: OpenTask[];
  /** In the order of doing. */
  doneSteps: DoneStep[];
  /** Steps whose condition was false when they were reached; they count as passed. */
  skippedSteps: string[];
  /** One line for lists: titles of the open steps, or what is waited for. */
  currentStepTitle: string;
  clocks: {
    promise: ClockEvent[];
    steps: Record<string, ClockEvent[]>;
    /** The applicant's time to correct; a new list for each return. */
    correction: ClockEvent[];
  };
  /** Open for correction while `returned`. */
  returned?: { step: string; remarks: Remark[]; general?: string; redo: string[]; at: string; by: Who };
  opinions: OpinionOutcome[];
  assessment?: Assessment;
  payment?: { amount: number; paidAt: string; proof: string; at: string };
  document: DocumentState;
  decision?: { kind: 'rejected' | 'withdrawn' | 'lapsed' | 'deemed'; reasons: RejectionReason[]; at: string; by: Who };
}
