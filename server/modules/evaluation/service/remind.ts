import { createHash } from 'node:crypto';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit, jobContext } from '../../../platform/events/events.ts';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { House } from '../../../platform/house.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { phaseNames, type Phase } from '../../self-assessment/contract.ts';
import type { Input } from '../operation-input.ts';
import { unfinished } from '../storage/board.ts';
import { findCampaign, openCampaigns } from '../storage/campaigns.ts';
import { lockParticipant, saveReminded } from '../storage/participants.ts';
import { campaignOf } from './campaigns.ts';
import { institutionOf, noticesOf, organizationOf } from './ports.ts';

// Chapters: the button · what arrives at the institution · assessors, by themselves

const A_DAY = 24 * 3_600_000;
/** At most daily. House rule. */
export const mayRemind = (before: Date | null, now: Date): boolean => before === null || now.getTime() - before.getTime() >= A_DAY;

export const remind = (ctx: Context, { id, participant: which }: Input<'remind'>): Promise<Record<string, never>> =>
  inTenant(ctx, async (t) => {
    const campaign = await campaignOf(t, id);
    const participant = await lockParticipant(t.tx, t.instansi, which);
    if (!participant || participant.campaign !== id) throw new Refused({ code: 'evaluation.unknown' });
    if (campaign.state !== 'open') throw new Refused({ code: 'evaluation.not-open' });
    if (participant.tenant === null) throw new Refused({ code: 'evaluation.not-reachable' });
    if (participant.submission !== null) throw new Refused({ code: 'evaluation.has-submitted' });
    const now = t.house.clock.now();
    if (!mayRemind(participant.remindedAt, now)) throw new Refused({ code: 'evaluation.reminded' });
    await saveReminded(t.tx, t.instansi, which, now);
    await audit(t, { action: 'evaluation.reminded', object: 'participant', objectId: which, detail: { name: participant.name } });
    await emit(t, 'evaluation.reminded', { campaign: id, to: participant.tenant });
    return {};
  });

/** In the tenant of who is reminded: its coordinators and those responsible read it in their inbox. */
export async function reminded(ctx: Context, message: EventMessage): Promise<void> {
  const { campaign: id, to } = message.payload as { campaign: string; to: string };
  const asked = await inTenant(ctx, async (t) => ({ campaign: await findCampaign(t.tx, t.instansi, id), organiser: await institutionOf(t) }));
  if (!asked.campaign) return;
  const { title, phases } = asked.campaign;
  const last = phases.findLast(({ phase }) => phase === 'self' || phase === 'internal')?.to;
  await inTenant({ ...ctx, instansi: to }, async (t) => {
    for (const account of await accountsWith(t, ['assessment-coordinator', 'assessment-responsible']))
      await noticesOf(t).tell(t, account, { source: message.id, at: momentOf(ctx, message), kind: 'reminder', title: `Penilaian mandiri belum dikirim: ${title}`, text: `${asked.organiser.name} menunggu kiriman Anda${last ? ` sampai ${formatDate(last)}` : ''}.`, href: '/petugas/penilaian', link: '/petugas/penilaian' });
  });
}

async function accountsWith(t: TenantContext, duties: readonly ('assessment-coordinator' | 'assessment-responsible')[]): Promise<Set<string>> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const units = (await organization.unitsInForce(t)).map(({ id }) => id);
  const holders = await Promise.all(duties.map((duty) => organization.holdersWithDuty(t, units, duty, day)));
  return new Set(holders.flat().flatMap(({ accountId }) => (accountId === null ? [] : [accountId])));
}
const momentOf = (ctx: Context, message: EventMessage): Date => (message.at ? new Date(message.at) : ctx.house.clock.now());

/** Whoever was given work reads it at once. */
export const assigned = (ctx: Context, message: EventMessage): Promise<void> =>
  inTenant(ctx, async (t) => {
    const { campaign: id, account, count } = message.payload as { campaign: string; account: string; count: number };
    const campaign = await findCampaign(t.tx, t.instansi, id);
    if (campaign) await noticesOf(t).tell(t, account, { source: message.id, at: momentOf(ctx, message), kind: 'assigned', title: `${count} instansi ditugaskan kepada Anda`, text: `${campaign.title}. Berkasnya terbuka mulai fase penilaian dokumen.`, href: '/petugas/evaluasi/meja', link: '/petugas/evaluasi/meja' });
  });

const BEFORE_THE_END = [7, 1];
const STAGE_OF: Partial<Record<Phase, 'document' | 'interview' | 'review'>> = { document: 'document', interview: 'interview', final: 'review' };

/** A name of what is told that is the same on a second run. */
const sourceOf = (text: string): string => createHash('sha256').update(text).digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');

/** Each morning: seven days and one day before a phase ends, whoever still has something to do in it. Told once a day. */
export async function remindAssessors(house: House): Promise<void> {
  for (const { instansi, id } of await house.db.asOwner((tx) => openCampaigns(tx))) {
    await inTenant(jobContext(house, instansi, `evaluation:${id}`), async (t) => {
      const campaign = await campaignOf(t, id);
      const today = await organizationOf(t).today(t);
      for (const { phase, to } of campaign.phases) {
        const stage = STAGE_OF[phase];
        const left = BEFORE_THE_END.find((days) => addDays(today, days) === to);
        if (!stage || left === undefined) continue;
        for (const { account, count } of await unfinished(t.tx, t.instansi, id, stage))
          await noticesOf(t).tell(t, account, { source: sourceOf(`${id} ${phase} ${to} ${left}`), at: t.house.clock.now(), kind: 'reminder', title: `${phaseNames[phase]} berakhir ${left === 1 ? 'besok' : `dalam ${left} hari`}`, text: `${count} instansi belum selesai Anda nilai dalam ${campaign.title}.`, href: '/petugas/evaluasi/meja', link: '/petugas/evaluasi/meja' });
      }
    });
  }
}
