import type { TenantContext } from '../../../platform/request/context.ts';
import { isBefore } from '../rules/stages-inherit.ts';
import { assignmentAt } from '../storage/assignments.ts';
import type { Campaign } from '../storage/campaigns.ts';
import { findParticipant } from '../storage/participants.ts';
import { itemsOf } from '../storage/verdicts.ts';
import { deskDay, type AtDesk } from './desk-access.ts';
import { lockKnown, stand } from './stand.ts';

/**
 * After a seat was given up: what waited for it, or was disputed with it, is settled by whoever still sits there, from the
 * first stage on. What was settled stays; with nobody left everything waits as it is for the next one.
 */
export async function settleAgain(t: TenantContext, campaign: Campaign, participants: readonly string[]): Promise<void> {
  const day = await deskDay(t, campaign);
  const { stage } = day;
  if (stage === undefined || stage === 'final') return;
  for (const id of new Set(participants)) {
    const participant = await findParticipant(t.tx, t.instansi, id);
    const assignments = await assignmentAt(t.tx, t.instansi, id);
    const seats = (['first', 'second'] as const).filter((seat) => assignments.some(({ role }) => role === seat));
    if (!participant || seats.length === 0) continue;
    const at: AtDesk = { ...day, participant, assignments, seats, role: 'organiser', seesAll: true };
    for (const { number } of (await itemsOf(t.tx, t.instansi, id)).filter(({ state }) => state === 'waiting' || state === 'disputed'))
      for (const one of day.stages.filter((earlier) => earlier === stage || isBefore(earlier, stage))) await stand(t, at, one, await lockKnown(t, at, number));
  }
}
