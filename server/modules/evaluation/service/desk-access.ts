import type { Prepared } from '../../../engines/scoring/score.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, mustViewer, type TenantContext } from '../../../platform/request/context.ts';
import { phaseNames, type Phase } from '../../self-assessment/contract.ts';
import type { ItemState, ValueStage } from '../contract/assess-words.ts';
import type { DeskCampaign, DeskRole } from '../contract/desk-shapes.ts';
import { maySee } from '../rules/may-see.ts';
import { conflictOf, conflictSentences, periodOf } from '../rules/nobody-assesses-their-own.ts';
import { phaseOn } from '../rules/phases-are-in-order.ts';
import { openStage, stagesOf } from '../rules/stages-inherit.ts';
import type { Seat } from '../rules/two-assessors-settle.ts';
import { assignmentAt, type Assignment } from '../storage/assignments.ts';
import type { Campaign } from '../storage/campaigns.ts';
import { interestsOf } from '../storage/desk.ts';
import { findParticipant, type Participant } from '../storage/participants.ts';
import { campaignOf } from './campaigns.ts';
import { instrumentsOf, organizationOf } from './ports.ts';

/** A campaign as the desk needs it on this day. */
export interface DeskDay {
  campaign: Campaign;
  phase: Phase | undefined;
  today: CalendarDay;
  /** At which values are given now; none once the campaign is closed. */
  stage: ValueStage | undefined;
  stages: ValueStage[];
  prepared: Prepared;
}

/** One participant before one person. */
export interface AtDesk extends DeskDay {
  participant: Participant;
  assignments: Assignment[];
  /** Of the assessors assigned. */
  seats: Seat[];
  role: DeskRole;
  /** Whether the phase lets this person see verdicts of (other) assessors and what came of them. */
  seesAll: boolean;
}

export async function deskDay(t: TenantContext, campaign: Campaign): Promise<DeskDay> {
  const today = await organizationOf(t).today(t);
  const phase = phaseOn(campaign.phases, today);
  return { campaign, phase, today, stage: campaign.state === 'open' ? openStage(phase) : undefined, stages: stagesOf(campaign.phases), prepared: await instrumentsOf(t).prepared(t, campaign.instrument, campaign.version) };
}

export const shownCampaign = ({ campaign, phase, stage, prepared }: DeskDay): DeskCampaign => ({
  id: campaign.id, title: campaign.title, year: campaign.year, closed: campaign.state !== 'open', phase: phase ? phaseNames[phase] : 'Belum dimulai',
  phaseEnds: campaign.phases.find((one) => one.phase === phase)?.to ?? null, stage: stage ?? null, indicators: prepared.indicators.length,
});

export const organises = (t: TenantContext): boolean => mustHat(t).permissions.has('evaluation.organise');
export const isSeat = (role: DeskRole): role is Seat => role === 'first' || role === 'second';

/**
 * Who is assigned, from the phase in which the sealed copy may be seen; the organiser too. Not assigned, not yet and not
 * there look the same; whoever belongs to the institution is told so, also when the assignment is older than the post.
 * @throws Refused `evaluation.not-assigned`, `evaluation.own-institution`
 */
export async function atDesk(t: TenantContext, participantId: string): Promise<AtDesk> {
  const { accountId, name } = mustViewer(t);
  const participant = await findParticipant(t.tx, t.instansi, participantId);
  const assignments = participant ? await assignmentAt(t.tx, t.instansi, participantId) : [];
  const own = assignments.find(({ account }) => account === accountId);
  const role: DeskRole | undefined = own?.role ?? (organises(t) ? 'organiser' : undefined);
  if (!participant || !role) throw new Refused({ code: 'evaluation.not-assigned' });
  const day = await deskDay(t, await campaignOf(t, participant.campaign));
  if (day.campaign.state === 'draft' || !maySee(watcherOf(role), 'sealed', day.phase)) throw new Refused({ code: 'evaluation.not-assigned' });
  if (role !== 'organiser') await mustNotBelong(t, { accountId, name }, participant, day);
  return {
    ...day, participant, assignments, role, seesAll: seesAll(role, day.phase),
    seats: (['first', 'second'] as const).filter((seat) => assignments.some((one) => one.role === seat)),
  };
}

export const watcherOf = (role: DeskRole) => (isSeat(role) ? 'assessor' : role);
export const seesAll = (role: DeskRole, phase: Phase | undefined): boolean => maySee(watcherOf(role), 'other-verdicts', phase);

async function mustNotBelong(t: TenantContext, who: { accountId: string; name: string }, assessed: Participant, { campaign, today }: DeskDay): Promise<void> {
  const tenants = (await organizationOf(t).institutionsHeld(t, [who.accountId], { from: periodOf(campaign, today), to: today })).get(who.accountId) ?? new Set<string>();
  const why = conflictOf({ tenants, interests: await interestsOf(t.tx, t.instansi, who.accountId) }, assessed);
  if (why) throw new Refused({ code: 'evaluation.own-institution', data: { name: who.name, institution: assessed.name, why: conflictSentences[why] } });
}

/** The state of an indicator for eyes that may not see the other assessor yet: own verdict given or not. */
export const shownState = (at: Pick<AtDesk, 'seats' | 'role' | 'seesAll'>, state: ItemState, mine: boolean): ItemState => (at.seesAll || at.seats.length < 2 || !isSeat(at.role) ? state : mine ? 'waiting' : 'open');
/** Whether the viewer may see what came of both verdicts. */
export const seesValues = (at: Pick<AtDesk, 'seats' | 'role' | 'seesAll'>): boolean => at.seesAll || at.seats.length < 2 || !isSeat(at.role);

export function indicatorAt(at: DeskDay, number: string): { indicator: Prepared['indicators'][number]['indicator']; place: number } {
  const place = at.prepared.byNumber.get(number);
  if (place === undefined) throw new Refused({ code: 'evaluation.unknown' });
  return { indicator: at.prepared.indicators[place]!.indicator, place };
}
