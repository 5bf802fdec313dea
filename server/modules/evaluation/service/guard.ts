import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustViewer, type TenantContext } from '../../../platform/request/context.ts';
import type { Phase } from '../../self-assessment/contract.ts';
import { maySee, type Watcher } from '../rules/may-see.ts';
import { phaseOn } from '../rules/phases-are-in-order.ts';
import { assignmentAt, type Assignment } from '../storage/assignments.ts';
import type { Campaign } from '../storage/campaigns.ts';
import { findParticipant, type Participant } from '../storage/participants.ts';
import { campaignOf } from './campaigns.ts';
import { organizationOf } from './ports.ts';

/** What somebody assigned stands before. */
export interface AtHand {
  campaign: Campaign;
  participant: Participant;
  /** The viewer's own. */
  assignment: Assignment;
  /** Everybody's here. */
  assignments: Assignment[];
  phase: Phase;
  watcher: Extract<Watcher, 'assessor' | 'reviewer'>;
}

/**
 * The participant that the viewer is assigned to, from the phase in which its sealed copy may be seen. Not assigned, not
 * yet and not there look the same. @throws Refused `evaluation.not-assigned`
 */
export async function atHand(t: TenantContext, participantId: string): Promise<AtHand> {
  const account = mustViewer(t).accountId;
  const participant = await findParticipant(t.tx, t.instansi, participantId);
  const assignments = participant ? await assignmentAt(t.tx, t.instansi, participantId) : [];
  const assignment = assignments.find((one) => one.account === account);
  if (!participant || !assignment) throw new Refused({ code: 'evaluation.not-assigned' });
  const campaign = await campaignOf(t, participant.campaign);
  const phase = phaseOn(campaign.phases, await organizationOf(t).today(t));
  const watcher = assignment.role === 'reviewer' ? 'reviewer' : 'assessor';
  if (campaign.state === 'draft' || phase === undefined || !maySee(watcher, 'sealed', phase)) throw new Refused({ code: 'evaluation.not-assigned' });
  return { campaign, participant, assignment, assignments, phase, watcher };
}
