import type { ActionKind, Who } from './action-types.ts';
import type { DocumentState, RequestStatus } from './request-state.ts';
import type { StepKind } from './workflow-definition.ts';

/**
 * THE table of allowed actions: who, in which status, on which kind of step, with whose hand on it.
 * `allowed.ts` reads it for pages ("what may I do"), for commands ("may this be done") and for replay.
 */
export interface ActionRule {
  by: readonly (Who['kind'] | 'counter')[];
  /** `none` stands for "not submitted yet". */
  statuses: readonly (RequestStatus | 'none')[];
  scope: 'request' | 'step';
  /** Steps it is meant for; absent = every kind. */
  steps?: readonly StepKind[];
  /** Whose hand must be on the step: a free step is claimed by acting on it. */
  holder?: 'nobody' | 'me' | 'me-or-nobody';
  /** The head of the unit may do it whoever holds the step, without the step's duty. */
  supervisor?: true;
  /** Flag of the step that must be true. */
  flag?: 'mayReturn' | 'mayReject';
  /** Phases of the output document in which it may happen; absent = before signing has begun. */
  document?: readonly DocumentState['phase'][];
}

const WORKING = ['in-progress', 'awaiting-payment'] as const;
const SIGNABLE = ['in-progress', 'numbered'] as const;
const IDLE = ['none', 'failed'] as const;
const OFFICE_STEPS = ['verification', 'opinion', 'inspection', 'analysis', 'assessment', 'initial', 'signature'] as const;

export const ACTION_TABLE: Record<ActionKind, ActionRule> = {
  submit: { scope: 'request', by: ['applicant', 'counter'], statuses: ['none'] },
  resubmit: { scope: 'request', by: ['applicant', 'counter'], statuses: ['returned'] },
  withdraw: { scope: 'request', by: ['applicant', 'counter'], statuses: [...WORKING, 'returned'] },

  claim: { scope: 'step', by: ['officer'], statuses: [...WORKING, 'numbered'], holder: 'nobody', document: IDLE },
  release: { scope: 'step', by: ['officer'], statuses: [...WORKING, 'numbered'], holder: 'me', supervisor: true, document: IDLE },
  assign: {
    scope: 'step', by: ['officer'], statuses: [...WORKING, 'numbered'], holder: 'me-or-nobody', supervisor: true, document: IDLE,
  },

  complete: { scope: 'step', by: ['officer'], statuses: WORKING, steps: ['verification', 'analysis'], holder: 'me-or-nobody' },
  opinion: { scope: 'step', by: ['officer'], statuses: WORKING, steps: ['opinion'], holder: 'me-or-nobody' },
  'schedule-inspection': { scope: 'step', by: ['officer'], statuses: WORKING, steps: ['inspection'], holder: 'me-or-nobody' },
  'record-inspection': { scope: 'step', by: ['officer'], statuses: WORKING, steps: ['inspection'], holder: 'me-or-nobody' },
  'record-assessment': { scope: 'step', by: ['officer'], statuses: WORKING, steps: ['assessment'], holder: 'me-or-nobody' },
  'record-payment': {
    scope: 'step', by: ['officer', 'system'], statuses: WORKING, steps: ['payment'], holder: 'me-or-nobody',
  },
  initial: { scope: 'step', by: ['officer'], statuses: WORKING, steps: ['initial'], holder: 'me-or-nobody' },
  return: {
    scope: 'step', by: ['officer'], statuses: WORKING, steps: OFFICE_STEPS, holder: 'me-or-nobody', flag: 'mayReturn',
  },
  'send-back': {
    scope: 'step', by: ['officer'], statuses: WORKING, steps: OFFICE_STEPS, holder: 'me-or-nobody', flag: 'mayReturn',
  },
  reject: {
    scope: 'step', by: ['officer'], statuses: WORKING, steps: OFFICE_STEPS, holder: 'me-or-nobody', flag: 'mayReject',
  },

  'sign-requested': {
    scope: 'step', by: ['officer'], statuses: SIGNABLE, steps: ['signature'], holder: 'me-or-nobody', document: IDLE,
  },
  numbered: { scope: 'request', by: ['system'], statuses: ['in-progress', 'deemed'], document: ['requested'] },
  // After a failure, too: a repeated try may succeed without being asked for again.
  signed: { scope: 'request', by: ['system'], statuses: ['numbered', 'deemed'], document: ['numbered', 'failed'] },
  'sign-failed': {
    scope: 'request', by: ['system'], statuses: ['in-progress', 'numbered', 'deemed'], document: ['requested', 'numbered'],
  },

  deem: { scope: 'request', by: ['system'], statuses: ['in-progress'] },
  lapse: { scope: 'request', by: ['system'], statuses: ['returned', 'awaiting-payment'] },
  'presume-complete': { scope: 'request', by: ['system'], statuses: ['in-progress'] },
};

/** The one exception by actor: for a deemed approval the system asks for the seal itself, without a step. */
export const SEAL_RULE: ActionRule = { scope: 'request', by: ['system'], statuses: ['deemed'], document: IDLE };

export const ACTION_KINDS = Object.keys(ACTION_TABLE) as ActionKind[];

/** Before anything was asked to be signed, or after a failure that has not used up a number. */
export const BEFORE_SIGNING = IDLE;
