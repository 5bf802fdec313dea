import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { QuestionCopy } from '../../self-assessment/contract.ts';
import type { Input } from '../operation-input.ts';
import type { Participant } from '../storage/participants.ts';
import * as storage from '../storage/verdicts.ts';
import { tell } from './campaigns.ts';
import { atDesk, indicatorAt, isSeat } from './desk-access.ts';

/** A question to the institution about one indicator; it is told at once and answers from its own desk. */
export const askInstitution = (ctx: Context, { participant, number, id, text, answerBy }: Input<'askInstitution'>): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const at = await atDesk(t, participant);
    if (!isSeat(at.role)) throw new Refused({ code: 'evaluation.not-assigned' });
    indicatorAt(at, number);
    if (at.stage === undefined || at.stage === 'final') throw new Refused({ code: 'evaluation.not-now' });
    if (at.participant.submission === null) throw new Refused({ code: 'evaluation.nothing-sent' });
    if (at.participant.tenant === null) throw new Refused({ code: 'evaluation.cannot-be-asked' });
    if (answerBy !== '' && answerBy < at.today) throw new Refused({ code: 'evaluation.answer-by-past', fields: [{ path: 'answerBy', message: 'Pilih hari ini atau sesudahnya.' }] });
    const { accountId: account, name: byName } = mustViewer(t);
    const asked = await storage.insertQuestion(t.tx, t.instansi, { id, campaign: at.campaign.id, participant, number, stage: at.stage, text, answerBy: answerBy || null, account, byName, askedAt: t.house.clock.now() });
    if (asked === 0) return { id };
    await audit(t, { action: 'evaluation.asked', object: 'participant', objectId: participant, detail: { number, question: id, answerBy: answerBy || null } });
    await tell(t, at.campaign.id, at.participant.tenant);
    return { id };
  });

/** What the institution is told: all questions to it, oldest first. */
export const questionsTold = async (t: TenantContext, participant: Participant): Promise<QuestionCopy[]> =>
  (await storage.questionsTo(t.tx, t.instansi, participant.id, null)).map(({ id, campaign, number, text, askedAt, answerBy }) => ({ id, campaign, number, text, askedAt: askedAt.toISOString(), answerBy }));
