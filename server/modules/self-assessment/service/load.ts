import type { Prepared } from '../../../engines/scoring/score.ts';
import type { Indicator } from '../../../engines/scoring/instrument.ts';
import { dayIn, type CalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import { adding, answering, looksUntil } from '../rules/phase-of-the-day.ts';
import type { Days } from '../rules/what-an-answer-lacks.ts';
import { findCampaign, lockCampaign, type CampaignRow } from '../storage/campaigns.ts';
import { listSubmissions, type ReceivedSubmission } from '../storage/submissions.ts';
import { instrumentsOf, organizationOf } from './ports.ts';

// Chapters: one campaign with its instrument · which window is open · who may

export interface Loaded {
  campaign: CampaignRow;
  prepared: Prepared;
  today: CalendarDay;
  zone: Zone;
  days: Days;
  submissions: ReceivedSubmission[];
}

/** @throws Refused `self-assessment.unknown`, `self-assessment.form-instrument` */
export async function load(t: TenantContext, id: string, how: 'read' | 'lock' = 'read'): Promise<Loaded> {
  const campaign = await (how === 'lock' ? lockCampaign : findCampaign)(t.tx, t.instansi, id);
  if (!campaign) throw new Refused({ code: 'self-assessment.unknown' });
  if (campaign.method !== 'weighted-mean') throw new Refused({ code: 'self-assessment.form-instrument' });
  const prepared = await instrumentsOf(t).prepared(t, campaign.instrument, campaign.version);
  const zone = await organizationOf(t).zone(t);
  const today = dayIn(t.house.clock.now(), zone);
  return { campaign, prepared, today, zone, days: { today, until: looksUntil(campaign.phases) }, submissions: await listSubmissions(t.tx, t.instansi, id) };
}

/** @throws Refused `self-assessment.unknown-indicator` */
export function indicatorAt({ prepared }: Pick<Loaded, 'prepared'>, number: string): Indicator {
  const at = prepared.byNumber.get(number);
  if (at === undefined) throw new Refused({ code: 'self-assessment.unknown-indicator' });
  return prepared.indicators[at]!.indicator;
}

/** Whom to ask for more time. */
export const whomToAsk = (campaign: Pick<CampaignRow, 'organiser' | 'organiser_name'>): string => (campaign.organiser === null ? 'Koordinator penilaian instansi Anda' : campaign.organiser_name);

/** Why answers may not be changed today; `undefined`: they may. */
export function whyNotAnswer({ campaign, today, zone, submissions }: Loaded): Refused | undefined {
  const whom = whomToAsk(campaign);
  if (campaign.closed) return new Refused({ code: 'self-assessment.closed', data: { whom } });
  const window = answering(campaign.phases, today);
  const last = submissions[0];
  // While the institution assesses itself a sent answer is locked; afterwards its time is over for everybody.
  if (last) return new Refused({ code: 'self-assessment.locked', data: { at: dayIn(last.sent_at, zone) } });
  if (window.open) return undefined;
  if (window.because === 'early') return new Refused({ code: 'self-assessment.too-early', data: { from: window.from } });
  return window.because === 'late' ? new Refused({ code: 'self-assessment.too-late', data: { to: window.to, whom } }) : new Refused({ code: 'self-assessment.no-window', data: { whom } });
}

/** Evidence also while assessors talk with the institution, once something was sent. */
export function whyNotAdd(loaded: Loaded): Refused | undefined {
  const { campaign, today, submissions } = loaded;
  return submissions.length > 0 && !campaign.closed && adding(campaign.phases, today).open ? undefined : whyNotAnswer(loaded);
}

export const holds = (hat: Hat, verb: 'answer' | 'approve' | 'arrange' | 'submit'): boolean => hat.permissions.has(`self-assessment.${verb}`);

/** A member writes what was assigned; who is responsible writes everything. */
export const mayWrite = (t: TenantContext, assignee: string | null): boolean => {
  const hat = mustHat(t);
  return holds(hat, 'approve') || (holds(hat, 'answer') && assignee !== null && assignee === t.viewer?.accountId);
};
export function mustWrite(t: TenantContext, answer: { assignee: string | null }): void {
  if (!mayWrite(t, answer.assignee)) throw new Refused({ code: 'self-assessment.not-assigned' });
}

/** One input that needs another look. */
export const faulty = (path: string, message: string): Refused => new Refused({ code: 'self-assessment.bad-input', fields: [{ path, message }] });
