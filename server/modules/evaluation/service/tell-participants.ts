import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CampaignCopy, Organiser } from '../../self-assessment/contract.ts';
import { findCampaign, type Campaign } from '../storage/campaigns.ts';
import { participantOf } from '../storage/participants.ts';
import { reportName } from './decide.ts';
import { objectionAnswersTo, outcomeTo } from './objections.ts';
import { publishedTo } from './publish.ts';
import { institutionOf, instrumentsOf } from './ports.ts';
import { questionsTold } from './questions.ts';

// Chapters: the part · what is told besides the campaign

/** Part `assessment-organiser`: what an institution may know of a campaign it takes part in; nothing of a draft. */
export const organiser: Organiser<Context> = {
  tellTo: (ctx, campaign, to) =>
    readTenant(ctx, async (t) => {
      const [found, participant] = await Promise.all([findCampaign(t.tx, t.instansi, campaign), participantOf(t.tx, t.instansi, campaign, to)]);
      if (!found || !participant || found.state === 'draft') return undefined;
      return {
        campaign: await copyOf(t, found), questions: await questionsTold(t, participant),
        objectionAnswers: await objectionAnswersTo(t, participant), outcome: await outcomeTo(t, participant, (no) => reportName(found.title, participant.name, no)),
        publishedAt: await publishedTo(t, participant),
      };
    }),
};

async function copyOf(t: TenantContext, c: Campaign): Promise<CampaignCopy> {
  const [{ instrument }, { name }] = await Promise.all([instrumentsOf(t).prepared(t, c.instrument, c.version), institutionOf(t)]);
  return { id: c.id, title: c.title, year: c.year, mode: c.mode, organiser: { instansi: t.instansi, name }, instrument, phases: c.phases, seq: c.seq, closed: c.state === 'closed' };
}
