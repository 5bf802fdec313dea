import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import { phaseNames, type CampaignSummary } from '../contract.ts';
import { standingOn } from '../rules/phase-of-the-day.ts';
import type { CampaignRow, Counts } from '../storage/campaigns.ts';
import type { SubmissionHead } from '../storage/submissions.ts';
import { holds } from './load.ts';

export function summaryOf(campaign: CampaignRow, counts: Counts | undefined, last: SubmissionHead | undefined, today: CalendarDay): CampaignSummary {
  const { phase, until, daysLeft, next } = standingOn(campaign.phases, today);
  return {
    id: campaign.id, title: campaign.title, year: campaign.year, mode: campaign.mode, instrument: { id: campaign.instrument, name: campaign.instrument_name, method: campaign.method },
    organiser: { name: campaign.organiser_name, own: campaign.organiser === null }, phases: campaign.phases, closed: campaign.closed, open: !campaign.closed && (phase !== null || next !== null),
    phase: phase && { id: phase, name: phaseNames[phase], until: until!, daysLeft: daysLeft! }, next: next && { id: next.phase, name: phaseNames[next.phase], from: next.from },
    progress: { total: counts?.total ?? 0, answered: counts?.answered ?? 0, ready: counts?.ready ?? 0, approved: counts?.approved ?? 0 },
    mine: { total: counts?.mine ?? 0, open: counts?.mine_open ?? 0 }, submitted: last ? { no: last.no, at: last.sent_at.toISOString() } : null,
  };
}

export function mayOf(t: TenantContext) {
  const hat = mustHat(t);
  return { arrange: holds(hat, 'arrange'), answer: holds(hat, 'answer'), approve: holds(hat, 'approve'), submit: holds(hat, 'submit') };
}
