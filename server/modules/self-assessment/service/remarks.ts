import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { findAnswer } from '../storage/answers.ts';
import { lockCampaign } from '../storage/campaigns.ts';
import { insertRemark, openQuestions } from '../storage/remarks.ts';
import { indicatorAt, load, mustWrite, whomToAsk } from './load.ts';
import { tell } from './tell.ts';

export const comment = (ctx: Context, input: Input<'comment'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await load(t, input.id);
    indicatorAt(loaded, input.number);
    const id = uuidv7();
    await insertRemark(t.tx, t.instansi, input.id, { id, number: input.number, kind: 'comment', text: input.text, question: null, answer_by: null, by_name: t.viewer?.name ?? '', by_account: t.viewer?.accountId ?? null, at: t.house.clock.now() });
    await audit(t, { action: 'self-assessment.commented', object: 'assessment', objectId: input.id, detail: { indicator: input.number } });
    const answer = await findAnswer(t.tx, t.instansi, input.id, input.number);
    if (answer?.assignee && answer.assignee !== t.viewer?.accountId)
      await tell(t, answer.assignee, { title: `Ada komentar pada indikator ${input.number}`, text: 'Buka indikatornya untuk membaca.', href: `/petugas/penilaian/${input.id}/${input.number}#catatan` });
    return { id };
  });

/** A question of an assessor is answered once; the organiser's job reads the answer here. */
export const reply = (ctx: Context, input: Input<'reply'>) =>
  inTenant(ctx, async (t) => {
    const campaign = await lockCampaign(t.tx, t.instansi, input.id);
    if (!campaign) throw new Refused({ code: 'self-assessment.unknown' });
    if (campaign.closed) throw new Refused({ code: 'self-assessment.closed', data: { whom: whomToAsk(campaign) } });
    const question = (await openQuestions(t.tx, t.instansi, input.id)).find(({ id }) => id === input.question);
    if (!question) throw new Refused({ code: 'self-assessment.unknown-question' });
    mustWrite(t, (await findAnswer(t.tx, t.instansi, input.id, question.number))!);
    const id = uuidv7();
    await insertRemark(t.tx, t.instansi, input.id, { id, number: question.number, kind: 'reply', text: input.text, question: question.id, answer_by: null, by_name: t.viewer?.name ?? '', by_account: t.viewer?.accountId ?? null, at: t.house.clock.now() });
    await audit(t, { action: 'self-assessment.replied', object: 'assessment', objectId: input.id, detail: { indicator: question.number, question: question.id } });
    if (campaign.organiser) await emit(t, 'self-assessment.replied', { campaign: campaign.id, to: campaign.organiser });
    return { id };
  });
