import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { part } from '../../../platform/house.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import { inTenant, type TenantContext } from '../../../platform/request/context.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { phaseNames, type Phase } from '../contract.ts';
import { reminderDue } from '../rules/phase-of-the-day.ts';
import { listAnswers } from '../storage/answers.ts';
import { keepReminder, listCampaigns, toldReminders, type CampaignRow } from '../storage/campaigns.ts';
import { openQuestions } from '../storage/remarks.ts';
import { listSubmissions } from '../storage/submissions.ts';
import { organizationOf } from './ports.ts';
import { withDuties } from './team.ts';
import { tell } from './tell.ts';

/** Phases in which the institution has something to do. */
const OWN: readonly Phase[] = ['self', 'internal', 'interview', 'visit'];

/** Each morning: 14, 7, 3 and 1 days before the end of a phase, once each. House rule. */
export async function remind(house: House): Promise<void> {
  for (const { id } of await part<Institutions>(house, 'institutions').all(house)) await inTenant(jobContext(house, id, `remind:${id}`), remindHere);
}

async function remindHere(t: TenantContext): Promise<void> {
  const campaigns = (await listCampaigns(t.tx, t.instansi)).filter(({ closed }) => !closed);
  if (campaigns.length === 0) return;
  const today = await organizationOf(t).today(t);
  for (const campaign of campaigns)
    for (const { phase, from, to } of campaign.phases) {
      if (!OWN.includes(phase) || from > today) continue;
      const told = (await toldReminders(t.tx, t.instansi, campaign.id, phase, to)).map(({ days }) => days);
      const days = reminderDue(to, today, told);
      if (days === null || !(await keepReminder(t.tx, t.instansi, { campaign: campaign.id, phase, endsOn: to, days, at: t.house.clock.now() }))) continue;
      await tellTeam(t, campaign, phase, to);
    }
}

async function tellTeam(t: TenantContext, campaign: CampaignRow, phase: Phase, to: string): Promise<void> {
  const open = await openOf(t, campaign, phase);
  const until = `${phaseNames[phase]} berakhir ${formatDate(to)}.`;
  const say = (account: string, count: number, what: string) =>
    tell(t, account, { kind: 'reminder', title: `${count} ${what}`, text: until, href: `/petugas/penilaian/${campaign.id}` });
  for (const [account, numbers] of Map.groupBy(open.filter(({ assignee }) => assignee !== null), ({ assignee }) => assignee!)) await say(account, numbers.length, 'indikator Anda belum selesai');
  const mine = new Set(open.map(({ assignee }) => assignee));
  for (const account of new Set((await withDuties(t, ['assessment-responsible', 'assessment-coordinator'])).map(({ accountId }) => accountId)))
    if (open.length > 0 && !mine.has(account)) await say(account, open.length, 'indikator penilaian belum selesai');
}

/** What still waits in this phase: answers that were not approved; while assessors talk, their open questions. */
async function openOf(t: TenantContext, campaign: CampaignRow, phase: Phase): Promise<{ number: string; assignee: string | null }[]> {
  const answers = await listAnswers(t.tx, t.instansi, campaign.id);
  if (phase === 'interview' || phase === 'visit') {
    const asked = new Set((await openQuestions(t.tx, t.instansi, campaign.id)).map(({ number }) => number));
    return answers.filter(({ number }) => asked.has(number));
  }
  return (await listSubmissions(t.tx, t.instansi, campaign.id)).length > 0 ? [] : answers.filter(({ state }) => state !== 'approved');
}
