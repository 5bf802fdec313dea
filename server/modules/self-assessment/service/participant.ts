import { readTenant, type Context } from '../../../platform/request/context.ts';
import { submissionCopy, type Participant } from '../contract.ts';
import { listReplies } from '../storage/remarks.ts';
import { findPayload } from '../storage/submissions.ts';
import { objectionsOf } from './objections.ts';

/** House part `self-assessment`: what the organiser's jobs read here. */
export const participant: Participant<Context> = {
  submissionOf: (ctx, submission) =>
    readTenant(ctx, async (t) => {
      const found = await findPayload(t.tx, t.instansi, submission);
      return found && submissionCopy.parse(JSON.parse(found.payload));
    }),
  repliesOf: (ctx, campaign) =>
    readTenant(ctx, async (t) => ({
      replies: (await listReplies(t.tx, t.instansi, campaign)).map((one) => ({ question: one.question!, campaign, text: one.text, at: one.at.toISOString(), by: one.by_name })),
      objections: await objectionsOf(t, campaign),
    })),
};
